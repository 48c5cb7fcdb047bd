"""From a proven order of statements to transaction groups.

One transaction where possible. Values added to an enum cannot be used before they are committed, so their group ends
with them; what refuses to run in a transaction block stands alone; what is made ready for another one's place comes
first; what reads many rows under a weak lock comes last,
each in a transaction of its own; what nobody can ask about beforehand, before rows are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from schemactl.model.address import Address
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.plan.preflight import keep_their_place

_AT_FIRST = (TransactionRule.FIRST, TransactionRule.FIRST_OUTSIDE)


def arrange(
    statements: Iterable[Statement], *, as_rehearsed: bool = False, alone: bool = False
) -> tuple[TransactionGroup, ...]:
    """Return the statements in their order, cut into groups that commit together.

    Args:
        statements: In the order in which they worked.
        as_rehearsed: Keep to that order, although what could come last then shares a transaction with the others.
        alone: It does not: it gets a transaction of its own in its place.
    """
    everything = tuple(statements)
    in_order = tuple(s for s in everything if s.transaction not in _AT_FIRST)
    return (*_first(everything), *_arranged(in_order, as_rehearsed=as_rehearsed, alone=alone))


def _first(statements: tuple[Statement, ...]) -> Iterator[TransactionGroup]:
    """Yield what comes before all others: what is made for one column together, what reads its rows apart."""
    ready = (s for s in statements if s.transaction in _AT_FIRST)
    for (outside, *_), run in groupby(ready, key=_place_at_first):
        if outside:
            yield from (_alone(statement) for statement in run)
        else:
            yield TransactionGroup(statements=tuple(run))


def _place_at_first(statement: Statement) -> tuple[bool, bool, Address, str]:
    """Return what statements that come first have in common when they share a transaction."""
    outside = statement.transaction is TransactionRule.FIRST_OUTSIDE
    return outside, Trait.READS_ALL_ROWS in statement.traits, statement.address, statement.column


def _arranged(in_order: tuple[Statement, ...], *, as_rehearsed: bool, alone: bool) -> tuple[TransactionGroup, ...]:
    """Return the groups of all that does not come first; see `arrange`."""
    if as_rehearsed:
        return _cut(in_order, staying=frozenset(s.sql for s in in_order), alone=alone)[0]
    staying = keep_their_place(in_order)
    losses = tuple(statement for statement in in_order if statement.loses)
    if not staying or not all(_only_removes(statement) for statement in losses):
        main, last = _cut(in_order, staying)
        return (*main, *_last(last))
    main, last = _cut(tuple(s for s in in_order if not s.loses), staying=frozenset())
    checks, others = (tuple(s for s in last if (s.sql in staying) is asked) for asked in (True, False))
    return (*main, *_last(checks), *_cut(losses, staying=frozenset())[0], *_last(others))


def _only_removes(statement: Statement) -> bool:
    """Return whether a loss is a drop of a table or a column, which can wait until all that may fail has not."""
    own = f"{statement.address.schema}.{statement.address.name}.{statement.column}"
    column = statement.loses == (own,) and Trait.ROUNDS_VALUES not in statement.traits
    return statement.verb is Verb.DROP or (statement.verb is Verb.ALTER and column)


def _cut(
    statements: tuple[Statement, ...], staying: frozenset[str], *, alone: bool = False
) -> tuple[tuple[TransactionGroup, ...], tuple[Statement, ...]]:
    """Return the groups of what runs in its place, and what comes last; `staying` are commands that keep theirs.

    Those of them that could come last share a transaction with the others, or stand `alone` there.
    """
    groups: list[TransactionGroup] = []
    current: list[Statement] = []
    last: dict[str, Statement] = {}

    def close() -> None:
        if current:
            groups.append(TransactionGroup(statements=tuple(current)))
            current.clear()

    for statement in statements:
        match statement.transaction:
            case TransactionRule.LAST | TransactionRule.LAST_OUTSIDE if statement.sql not in staying:
                # Twice is once: a constraint that was dropped and made again is validated at the end.
                last[statement.sql] = statement
            case TransactionRule.OUTSIDE | TransactionRule.LAST_OUTSIDE | TransactionRule.FIRST_OUTSIDE:
                close()
                groups.append(TransactionGroup(statements=(statement,), transactional=False))
            case TransactionRule.COMMIT_AFTER:
                current.append(statement)
            case TransactionRule.LAST if alone:
                close()
                groups.append(TransactionGroup(statements=(statement,)))
            case TransactionRule.NORMAL | TransactionRule.LAST | TransactionRule.FIRST:
                if current and current[-1].transaction is TransactionRule.COMMIT_AFTER:
                    close()
                current.append(statement)
    close()
    return tuple(groups), tuple(last.values())


def _last(statements: tuple[Statement, ...]) -> Iterator[TransactionGroup]:
    """Yield what comes last, object by object: what is replaced is never missing, what only goes goes at the end."""
    watching = tuple(statement for statement in statements if _watches(statement.address))
    by_address: dict[Address, list[Statement]] = {}
    for statement in statements:
        if not _watches(statement.address):
            by_address.setdefault(statement.address, []).append(statement)
    drops = [own for own in by_address.values() if all(s.verb is Verb.DROP for s in own)]
    for own in by_address.values():
        if any(s.verb is Verb.DROP for s in own) and own not in drops:
            yield from _together(own)
        elif own not in drops:
            yield from (_alone(statement) for statement in own)
    yield from (_alone(statement) for own in drops for statement in own)
    if watching:
        yield TransactionGroup(statements=watching)


def _together(statements: Iterable[Statement]) -> Iterator[TransactionGroup]:
    """Yield one transaction, or as few as there can be around what refuses to be in one."""
    for outside, run in groupby(statements, key=lambda s: s.transaction is TransactionRule.LAST_OUTSIDE):
        if outside:
            yield from (_alone(statement) for statement in run)
        else:
            yield TransactionGroup(statements=tuple(run))


def _alone(statement: Statement) -> TransactionGroup:
    outside = statement.transaction in (TransactionRule.FIRST_OUTSIDE, TransactionRule.LAST_OUTSIDE)
    return TransactionGroup(statements=(statement,), transactional=not outside)


def _watches(address: Address) -> bool:
    """Return whether it is an event trigger or the comment on one: the other commands of a plan are none of its."""
    return address.kind == "EVENT TRIGGER" or (
        address.kind == "COMMENT" and address.parent.startswith("EVENT TRIGGER ")
    )
