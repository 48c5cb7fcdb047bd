"""What several forms ask about the order of a plan and about indexes."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.online.form import Sight, StaysPlain
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, literal, qualified

IN_THE_WAY = "stands in the way: "
"""How the cause of a statement begins that takes something away for a while (`rehearse.rehearsal`)."""


def wanted_index(address: Address, sight: Sight) -> Row | None:
    """Return what the catalogs of the desired side say of an index."""
    if address not in sight.desired:
        return None
    return next(iter(sight.model.ask_for("indexes", [sight.desired[address].oid])), None)


def live_index(address: Address, sight: Sight) -> Row | None:
    """Return what the catalogs of the live side say of an index."""
    if address not in sight.live:
        return None
    return next(iter(sight.clone.ask_for("indexes", [sight.live[address].oid])), None)


def earlier_drop(statement: Statement, sight: Sight) -> Statement | None:
    """Return the statement that drops an object before this one makes it again, or None."""
    before = sight.order[: sight.order.index(statement)]
    return next((s for s in before if s.verb is Verb.DROP and s.address == statement.address), None)


def require_replaceable(address: Address, dropped: Statement, sight: Sight) -> None:
    """Make sure that an object can be there until its successor is.

    Raises:
        StaysPlain: It, or what leans on it, is taken away for another change and must be back when that is committed.
    """
    if not sight.exchanges:
        raise StaysPlain("another statement of the plan needs the old one gone")
    if dropped.cause.startswith(IN_THE_WAY):
        raise StaysPlain("it is taken away for another change, and must be back when that is committed")
    for other in _taken_away(sight):
        if other.address in sight.live and address in sight.live[other.address].dependencies:
            raise StaysPlain(f"{other.address} leans on it, and must be back when this change is committed")


def _taken_away(sight: Sight) -> Iterator[Statement]:
    return (s for s in sight.order if s.verb is Verb.DROP and s.cause.startswith(IN_THE_WAY))


def moves_rows(sight: Sight) -> bool:
    """Return whether the plan changes rows by commands of the user, which may count on an index or on its absence."""
    return any(
        s.phase is Phase.MIGRATE or (s.verb in (Verb.DATA, Verb.MOVE) and s.proposer == "intents") for s in sight.order
    )


def successor(address: Address, name: str) -> Address:
    """Return the address that the index of a changed index or key has while the old one is still there."""
    return Address("INDEX", address.schema, aside(name, "new"))


def is_built(index: Address) -> str:
    """Return the query whether an index is there and complete: a build that was cut off leaves an invalid one."""
    name = literal(qualified(index.schema, index.name))
    return (
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_index"
        f" WHERE indexrelid = pg_catalog.to_regclass({name}) AND indisvalid)"
    )


def is_gone(index: Address) -> str:
    """Return the query whether an index is gone: one whose dropping was cut off is there, and invalid."""
    return f"SELECT pg_catalog.to_regclass({literal(qualified(index.schema, index.name))}) IS NULL"


def size_words(sight: Sight, schema: str, name: str) -> str:
    """Return how big a table is, for the reader: `` (1.2 GB)``; nothing where it is not known."""
    size, units = float(sight.bytes_of(schema, name)), ["kB", "MB", "GB", "TB"]
    if not size:
        return ""
    unit = "bytes"
    while size >= 1024 and units:  # noqa: PLR2004 - PostgreSQL's units are of 1024
        size, unit = size / 1024, units.pop(0)
    return f" ({size:.3g} {unit})"
