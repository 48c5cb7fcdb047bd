"""Locks and rewrites of one statement, seen and not looked up.

The statement runs in a transaction, one query reads what it locked and what became of that, then it commits. Whatever
it wrote again or checked it has locked, so nothing else need be asked, however large the schema.
"""

from __future__ import annotations

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


class Watch:
    """Follows the storage of one database through the statements of a session.

    Args:
        connection: The session, in autocommit mode; nobody else changes the database meanwhile.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._file_nodes: dict[int, int] = {}
        self._checked: set[int] = set()
        self.look()

    def look(self) -> None:
        """Take in all of the database: at the beginning, and after a statement whose locks cannot be seen."""
        nodes = self._connection.execute(_query("file_nodes")).fetchall()
        self._file_nodes = {int(oid): int(node or 0) for oid, node in nodes}
        self._checked = {int(oid) for oid, _table in self._connection.execute(_query("scans")).fetchall()}

    def locks_held(self, statement: Statement) -> tuple[RelationLock, ...]:
        """Return the strongest lock per relation that existed before a statement, strongest first.

        Args:
            statement: What just ran; its transaction is still open. Needed to tell whether PostgreSQL reads all rows
                for a reason no catalog shows (SET NOT NULL).
        """
        everything = Trait.READS_ALL_ROWS in statement.traits
        nodes, checked = dict(self._file_nodes), set(self._checked)
        strongest: dict[str, RelationLock] = {}
        for oid, relation, kind, mode, node, holding in self._connection.execute(_query("locks")).fetchall():
            self._checked.update(holding)
            if node is not None:
                self._file_nodes[oid] = node
            if kind not in _RELATION_KINDS or (kind in ("r", "m") and oid not in nodes):
                continue
            rewritten = oid in nodes and node is not None and nodes[oid] != node
            lock = RelationLock(
                relation, LockMode.from_pg_locks(mode), rewritten, everything or not checked.issuperset(holding)
            )
            known = strongest.get(relation)
            if known is None or lock.mode > known.mode:
                strongest[relation] = lock
        real = (lock for lock in strongest.values() if lock.mode > LockMode.ACCESS_SHARE)
        return tuple(sorted(real, key=lambda lock: (-lock.mode, lock.relation)))
