"""What stands around a run: sessions it would wait for, and replicas that would keep what it writes.

Asked before the first statement, of the catalogs alone. Nobody can ask the server how much room its disks have; how
much a plan writes is said instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from schemactl.errors import LockNotObtained
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.lock import LockMode
from schemactl.model.plan import Plan
from schemactl.model.statement import Statement
from schemactl.postgres.queries import Row, ask

if TYPE_CHECKING:
    import psycopg

_LONG_MINUTES = 1
"""A transaction that has been open for so long is hardly one of an application's requests."""
_MUCH_BYTES = 1024**3
_GIGABYTE = 1024**3


def look_around(connection: psycopg.Connection[Any], plan: Plan) -> tuple[Diagnostic, ...]:
    """Return warnings about what a run would wait for, or what it would make worse.

    Args:
        connection: Idle, in autocommit mode. `plan`: what is about to be run.

    Raises:
        LockNotObtained: A prepared transaction holds locks on what the plan changes: it does not end by itself.
        psycopg.Error: As the server gives it.
    """
    wanted: dict[str, LockMode] = {}
    for lock in (lock for statement in plan.statements for lock in statement.locks):
        wanted[lock.relation] = max(lock.mode, wanted.get(lock.relation, lock.mode))
    asked = {"relations": sorted(wanted), "minutes": _LONG_MINUTES}
    found: dict[str, list[Row]] = {}
    for row in ask(connection, "apply", "surroundings", **asked):
        found.setdefault(row["sort"], []).append(row)
    _require_none_prepared(found.get("prepared", []), wanted)
    written = sum(_written(statement) for statement in plan.statements)
    waits = any(not group.transactional and not group.statements[0].batches for group in plan.groups)
    slots = [row for row in found.get("slot", []) if written or row["bytes"] >= _MUCH_BYTES]
    return (
        *(_long(row) for row in found.get("long", []) if waits),
        *(_wraparound(row) for row in found.get("wraparound", [])),
        *(_slot(row, written) for row in slots),
        *((_room(written),) if written >= _MUCH_BYTES else ()),
    )


def _require_none_prepared(rows: list[Row], wanted: Mapping[str, LockMode]) -> None:
    held = [row for row in rows if LockMode.from_pg_locks(row["mode"]).conflicts_with(wanted[row["relation"]])]
    if held:
        words = ", ".join(f"{row['name']!r} on {row['relation']} since {_moment(row['since'])}" for row in held)
        raise LockNotObtained(
            f"prepared transactions hold locks on what the plan changes, and nothing was changed: {words}",
            hint="Nobody works on them any more: COMMIT PREPARED or ROLLBACK PREPARED each by its name.",
        )


def _written(statement: Statement) -> int:
    """Return how many bytes of the live database a statement writes again, as far as it is known."""
    whole = [lock for lock in statement.locks if lock.rewritten or statement.batches]
    return sum(lock.size or 0 for lock in whole)


def _long(row: Row) -> Diagnostic:
    return Diagnostic(
        code="long-transaction",
        level=Level.WARNING,
        message=f"a transaction is open since {_moment(row['since'])}: session {row['name']}",
        hint="What runs CONCURRENTLY waits until it ends. SELECT pg_terminate_backend(...) ends it, if it may.",
    )


def _wraparound(row: Row) -> Diagnostic:
    return Diagnostic(
        code="wraparound-vacuum",
        level=Level.WARNING,
        message=f"autovacuum, process {row['name']}, saves {row['relation']} from wraparound: it gives way to nobody",
        hint="Statements that change this table wait for it: apply when it is done.",
    )


def _slot(row: Row, written: int) -> Diagnostic:
    more = f"; what this plan writes, {_size(written)} at least, is added to it" if written else ""
    return Diagnostic(
        code="inactive-slot",
        level=Level.WARNING,
        message=f"nobody reads from the replication slot {row['name']}, which keeps {_size(row['bytes'])} of WAL{more}",
        hint="A disk that is full stops the server: start the reader, or SELECT pg_drop_replication_slot(...).",
    )


def _room(written: int) -> Diagnostic:
    return Diagnostic(
        code="needs-room",
        level=Level.WARNING,
        message=f"the plan writes {_size(written)} of rows anew, and as much again to the WAL",
        hint="The server does not say how much room its disks have: look before you go on.",
    )


def _size(number: int) -> str:
    if number >= _GIGABYTE:
        return f"{number / _GIGABYTE:,.1f} GB"
    return f"{number / 1024**2:,.0f} MB"


def _moment(since: datetime) -> str:
    return f"{since:%Y-%m-%d %H:%M:%S %Z}"
