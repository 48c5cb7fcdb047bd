"""PostgreSQL's table-level lock modes and what a statement was seen to take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class LockMode(IntEnum):
    """Table-level lock modes, weakest first, numbered as in PostgreSQL's ``lockdefs.h``."""

    ACCESS_SHARE = 1
    ROW_SHARE = 2
    ROW_EXCLUSIVE = 3
    SHARE_UPDATE_EXCLUSIVE = 4
    SHARE = 5
    SHARE_ROW_EXCLUSIVE = 6
    EXCLUSIVE = 7
    ACCESS_EXCLUSIVE = 8

    @property
    def words(self) -> str:
        """Return PostgreSQL's own name, for example ``ACCESS EXCLUSIVE``."""
        return self.name.replace("_", " ")

    @property
    def blocks_reads(self) -> bool:
        """Return whether a plain SELECT has to wait (PostgreSQL manual, Explicit Locking)."""
        return self is LockMode.ACCESS_EXCLUSIVE

    @property
    def blocks_writes(self) -> bool:
        """Return whether INSERT, UPDATE and DELETE have to wait (PostgreSQL manual, Explicit Locking)."""
        return self >= LockMode.SHARE

    def conflicts_with(self, other: LockMode) -> bool:
        """Return whether two sessions cannot hold these modes at once (PostgreSQL manual, Explicit Locking)."""
        weak, strong = sorted((self, other))
        if weak is strong:
            return weak not in (LockMode.ACCESS_SHARE, LockMode.ROW_SHARE, LockMode.ROW_EXCLUSIVE, LockMode.SHARE)
        return strong >= _CONFLICTS_FROM[weak]

    @classmethod
    def from_pg_locks(cls, mode: str) -> LockMode:
        """Return the mode that ``pg_locks.mode`` spells, for example ``AccessExclusiveLock``."""
        words = "".join(f"_{c}" if c.isupper() else c for c in mode.removesuffix("Lock")).strip("_")
        return cls[words.upper()]


_CONFLICTS_FROM = {
    LockMode.ACCESS_SHARE: LockMode.ACCESS_EXCLUSIVE,
    LockMode.ROW_SHARE: LockMode.EXCLUSIVE,
    LockMode.ROW_EXCLUSIVE: LockMode.SHARE,
    LockMode.SHARE_UPDATE_EXCLUSIVE: LockMode.SHARE,
    LockMode.SHARE: LockMode.SHARE_ROW_EXCLUSIVE,
    LockMode.SHARE_ROW_EXCLUSIVE: LockMode.EXCLUSIVE,
    LockMode.EXCLUSIVE: LockMode.ACCESS_EXCLUSIVE,
}
"""The weakest of the stronger modes that each conflicts with; it conflicts with all above that one too."""


@dataclass(frozen=True, slots=True, order=True)
class RelationLock:
    """The strongest lock one statement took on one relation that existed before it.

    Attributes:
        relation: Qualified and quoted name.
        mode: Strongest mode seen.
        rewritten: Whether the relation got a new file node, that is, all its rows were written again.
        scanned: Whether PostgreSQL is known to read all rows while it holds the lock.
        size: How many bytes it holds in the live database; None where that is not known, or below a megabyte.
        rows: How many rows by the planner's estimate; None where that is not known.
        milliseconds: A rough estimate of how long writing or reading all of it takes, see `schemactl.plan.extent`.
    """

    relation: str
    mode: LockMode
    rewritten: bool = False
    scanned: bool = False
    size: int | None = None
    rows: int | None = None
    milliseconds: int | None = None
