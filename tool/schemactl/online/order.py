"""What leans on something that is made at the end of a plan is made after it, at the end as well."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from schemactl.model.address import Address
from schemactl.model.statement import Statement, TransactionRule, Verb
from schemactl.online.form import Sight

_AT_THE_END = (TransactionRule.LAST, TransactionRule.LAST_OUTSIDE)
_LATE_KINDS = frozenset({"CONSTRAINT", "INDEX"})


def made_late(answer: Iterable[Statement]) -> frozenset[Address]:
    """Return the indexes and keys that are not there before the end of the plan, by what a form made of a statement."""
    return frozenset(
        s.address
        for s in answer
        if s.transaction in _AT_THE_END and s.verb is not Verb.DROP and s.address.kind in _LATE_KINDS
    )


def with_followers_last(
    statements: tuple[Statement, ...], late: AbstractSet[Address], sight: Sight
) -> tuple[Statement, ...]:
    """Return the statements with those put to the end that need an object which is made there.

    pg_dump notes in every entry what it needs: a comment its index, a foreign key the key it refers to.

    Args:
        statements: In their order. `late`: what is made at the end. `sight`: see there.
    """
    known = set(late)
    ordered: list[Statement] = []
    for statement in statements:
        needs = known.intersection(_needs(statement.address, sight))
        if needs and statement.transaction is TransactionRule.NORMAL and statement.verb is not Verb.DROP:
            known.add(statement.address)
            ordered.append(dataclasses.replace(statement, transaction=TransactionRule.LAST))
        else:
            ordered.append(statement)
    return tuple(ordered)


def _needs(address: Address, sight: Sight) -> Iterator[Address]:
    yield address
    if address in sight.desired:
        yield from sight.desired[address].dependencies
