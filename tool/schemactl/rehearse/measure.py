"""Locks and rewrites of one statement, seen and not looked up.

The statement runs in a transaction, `pg_locks` and the file nodes are read, then it commits. Reading them takes about a
millisecond per statement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a session sees of the storage at one moment.

    Attributes:
        file_nodes: File node by oid of every relation that holds rows or keys.
        checked: What is known to hold for all rows, or indexes them: oid of the constraint or index to oid of its
            table.
    """

    file_nodes: Mapping[int, int]
    checked: Mapping[int, int]


def look(connection: psycopg.Connection[Any]) -> Look:
    """Return what the session sees now."""
    return Look(
        file_nodes={int(oid): int(node or 0) for oid, node in connection.execute(_query("file_nodes")).fetchall()},
        checked={int(oid): int(table) for oid, table in connection.execute(_query("scans")).fetchall()},
    )


def locks_held(
    connection: psycopg.Connection[Any], before: Look, after: Look, statement: Statement
) -> tuple[RelationLock, ...]:
    """Return the strongest lock per relation that existed before the statement, strongest first.

    Args:
        connection: A session still inside the statement's transaction.
        before, after: What was seen around the statement.
        statement: It, to tell whether PostgreSQL reads all rows for a reason no catalog shows (SET NOT NULL).
    """
    read = {table for oid, table in after.checked.items() if oid not in before.checked}
    everything = Trait.READS_ALL_ROWS in statement.traits
    nodes, later = before.file_nodes, after.file_nodes
    strongest: dict[str, RelationLock] = {}
    for oid, relation, kind, mode in connection.execute(_query("locks")).fetchall():
        if kind not in _RELATION_KINDS or (kind in ("r", "m") and oid not in nodes):
            continue
        rewritten = oid in nodes and oid in later and nodes[oid] != later[oid]
        lock = RelationLock(relation, LockMode.from_pg_locks(mode), rewritten, everything or oid in read)
        known = strongest.get(relation)
        if known is None or lock.mode > known.mode:
            strongest[relation] = lock
    real = (lock for lock in strongest.values() if lock.mode > LockMode.ACCESS_SHARE)
    return tuple(sorted(real, key=lambda lock: (-lock.mode, lock.relation)))
