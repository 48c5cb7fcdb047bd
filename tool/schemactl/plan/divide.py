"""Large transactions, divided so that the server's lock table can hold what each of them locks.

Every relation a transaction touches takes a slot until it ends, indexes and TOAST tables too; a server with default
settings has some seven thousand for all sessions together (PostgreSQL manual, Lock Management; measured: creating 3,000
tables with their keys in one transaction fails there with "out of shared memory").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, Verb

_OURS = 0.4
"""Share of all slots that one of our transactions may fill; the application needs the others."""
_SLOTS_OF_A_RELATION = 4
"""A table, its TOAST table, that one's index, and an index: measured locks name the table only."""
_SLOTS_OF_ANOTHER = 1
_VIEW = "MATERIALIZED VIEW"
_WITH_STORAGE = frozenset({"TABLE", _VIEW})


def divided(groups: Iterable[TransactionGroup], slots: int) -> tuple[TransactionGroup, ...]:
    """Return the groups with those divided that would fill the lock table.

    Args:
        groups: Measured, in order.
        slots: How many locks the live server can hold; 0 when nobody knows, then nothing is divided.
    """
    return tuple(part for group in groups for part in _parts(group, int(slots * _OURS)))


def _parts(group: TransactionGroup, limit: int) -> Iterator[TransactionGroup]:
    if not limit or not group.transactional or any(_moves_rows(statement) for statement in group.statements):
        yield group
        return
    rest = group.statements
    while len(first := _fitting(rest, limit)) < len(rest):
        yield TransactionGroup(statements=first)
        rest = rest[len(first) :]
    yield TransactionGroup(statements=rest)


def _moves_rows(statement: Statement) -> bool:
    """Return whether a statement leans on locks taken before it: rows are moved in one transaction or not at all."""
    return statement.verb is Verb.MOVE or (statement.verb is Verb.DATA and statement.address.kind != _VIEW)


def _fitting(statements: tuple[Statement, ...], limit: int) -> tuple[Statement, ...]:
    """Return the longest beginning that fits, and that does all there is to do to an object or nothing if it can."""
    last = {statement.address: place for place, statement in enumerate(statements)}
    taken: set[str] = set()
    slots = whole = unfinished = 0
    for place, statement in enumerate(statements):
        for relation, number in _slots(statement).items():
            slots += 0 if relation in taken else number
            taken.add(relation)
        if slots > limit:
            return statements[: whole or max(place, 1)]
        unfinished = max(unfinished, last[statement.address])
        whole = place + 1 if place == unfinished else whole
    return statements


def _slots(statement: Statement) -> dict[str, int]:
    """Return how many slots a statement takes, by what it locks."""
    address = statement.address
    made = f"{address.kind} {address.schema}.{address.name} {address.parent}"
    new = _SLOTS_OF_A_RELATION if address.kind in _WITH_STORAGE else _SLOTS_OF_ANOTHER
    found = {lock.relation: _SLOTS_OF_A_RELATION for lock in statement.locks}
    return found | ({made: new} if statement.verb is Verb.CREATE else {})
