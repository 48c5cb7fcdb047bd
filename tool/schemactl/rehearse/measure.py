"""Locks and rewrites of one statement, seen and not looked up: the statement runs in a transaction, `pg_locks` and the file nodes
are read, then it commits. Reading them takes about a millisecond per statement."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.statement import Statement, Trait

if TYPE_CHECKING:
    import psycopg

_RELATION_KINDS = frozenset({"r", "p", "m", "v", "f"})


@cache
def _query(name: str) -> bytes:
    return files("schemactl.rehearse").joinpath(f"{name}.sql").read_bytes()


def file_nodes(connection: psycopg.Connection[Any]) -> dict[int, int]:
    """Return the file node of every relation by oid."""
    return {int(oid): int(node or 0) for oid, node in connection.execute(_query("file_nodes")).fetchall()}


def locks_held(
    connection: psycopg.Connection[Any], before: Mapping[int, int], after: Mapping[int, int], statement: Statement
) -> tuple[RelationLock, ...]:
    """Return the strongest lock per relation that existed before the statement, strongest first.

    Args:
        connection: A session still inside the statement's transaction.
        before, after: File nodes around the statement.
        statement: It, to tell whether PostgreSQL reads all rows under the lock, which no catalog shows.
    """
    scanned = _scanned(connection, statement)
    strongest: dict[str, RelationLock] = {}
    for oid, relation, kind, mode in connection.execute(_query("locks")).fetchall():
        if kind not in _RELATION_KINDS or (kind in ("r", "m") and oid not in before):
            continue
        rewritten = oid in before and oid in after and before[oid] != after[oid]
        lock = RelationLock(relation, LockMode.from_pg_locks(mode), rewritten, scanned)
        known = strongest.get(relation)
        if known is None or lock.mode > known.mode:
            strongest[relation] = lock
    real = (lock for lock in strongest.values() if lock.mode > LockMode.ACCESS_SHARE)
    return tuple(sorted(real, key=lambda lock: (-lock.mode, lock.relation)))


def _scanned(connection: psycopg.Connection[Any], statement: Statement) -> bool:
    """Return whether the statement makes PostgreSQL read every row of a table that exists.

    Constraints validated and indexes built in the current transaction are visible in the catalogs.
    Source: PostgreSQL manual, ALTER TABLE, Notes.
    """
    if Trait.READS_ALL_ROWS in statement.traits:
        return True
    row = connection.execute(_query("scans")).fetchone()
    return bool(row and row[0])
