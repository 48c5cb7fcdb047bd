"""Locks as they are held: until their transaction ends, however weak the one is that a statement asks for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.model.lock import LockMode
from schemactl.model.plan import TransactionGroup


def held_modes(group: TransactionGroup) -> Iterator[Mapping[str, LockMode]]:
    """Yield for each statement the strongest mode its transaction holds on each relation while it runs.

    Source: PostgreSQL manual, Explicit Locking: "Once acquired, a lock is normally held until the end of the
    transaction".
    """
    held: dict[str, LockMode] = {}
    for statement in group.statements:
        for lock in statement.locks:
            held[lock.relation] = max(lock.mode, held.get(lock.relation, lock.mode))
        yield dict(held)
