"""What must hold of a database with unusual settings: not a word of it differs, and a change reaches the same end."""

from __future__ import annotations

from schemactl.model.snapshot import Snapshot
from tests.fixtures.cases import Case
from tests.fixtures.oracle import Oracle
from tests.noise.settings import ACCESS_METHOD, disturb


def judge(case: Case, oracle: Oracle) -> None:
    """Take the live database of a case to the desired state under noise."""
    with (
        oracle.database(case.live, case.seed, ACCESS_METHOD) as database,
        oracle.database(case.desired, ACCESS_METHOD) as model,
    ):
        quiet, desired = oracle.look(database), oracle.look(model)
        disturb(database)
        live = oracle.look(database)
        assert different(quiet, live) == []
        oracle.check(database, live, desired, case.there)


def different(one: Snapshot, other: Snapshot) -> list[str]:
    """Return what two snapshots say differently."""
    addresses = sorted({*one.entries, *other.entries})
    pairs = [(address, one.entries.get(address), other.entries.get(address)) for address in addresses]
    return [f"{address}: {first} became {second}" for address, first, second in pairs if first != second]
