"""One object of every kind, all of one hostile name: made, changed and dropped, judged like any other change."""

from __future__ import annotations

import pytest

from schemactl.model.kinds import LEDGER, Way
from tests.fixtures.oracle import Expectation, Oracle
from tests.names.kinds import scripts
from tests.names.words import ALL, TELLING, Name

WITNESS = "CREATE TABLE public.witness (id integer)"
"""What several names mean to drop. The oracle compares with pg_dump, so it is missed when it goes."""

_JOBS = Expectation(
    converted=frozenset({"cron.job.schedule", "cron.job.command"}), restarted=frozenset({"cron.jobid_seq"})
)
_WITHOUT_A_NAME_HERE = {"SECURITY LABEL": "needs a provider loaded into the server"}


def judge(name: Name, oracle: Oracle) -> None:
    """Take a database from nothing to one of every kind, change each, and take all of it away again."""
    role = name.role or name.text
    oracle.make_roles(role)
    make, change = scripts(name.text, role, oracle.version // 10000)
    with oracle.database(WITNESS) as live, oracle.database(WITNESS, make) as made:
        with oracle.database(WITNESS, make, change) as changed:
            empty, *states = (oracle.look(database) for database in (live, made, changed))
        state = empty
        for desired in (*states, empty):
            assert oracle.check(live, state, desired, _JOBS) is not None
            state = oracle.look(live)


@pytest.mark.parametrize("name", TELLING, ids=lambda name: name.title)
def test_a_hostile_name_is_a_name_like_any_other_for_every_kind(name: Name, oracle: Oracle) -> None:
    """It is made, altered and dropped as declared, and nothing in it runs."""
    judge(name, oracle)


def test_every_kind_of_the_ledger_is_tried(oracle: Oracle) -> None:
    """A kind that is new in the ledger needs a line in the table of kinds."""
    name = TELLING[0]
    oracle.make_roles(name.text)
    make, change = scripts(name.text, name.text, oracle.version // 10000)
    with oracle.database(make) as made, oracle.database(make, change) as changed:
        found = {address.kind for database in (made, changed) for address in oracle.look(database).entries}
    parts = {kind for kind, rule in LEDGER.items() if rule.change is Way.PART}
    assert LEDGER.keys() - parts - found == _WITHOUT_A_NAME_HERE.keys()


def test_names_are_as_long_as_postgresql_takes_them() -> None:
    """A longer one would be cut and be another name than the one written down."""
    assert {name.title for name in ALL if len(name.text.encode()) > 63} == set()
