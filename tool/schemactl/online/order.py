"""What leans on something that is made at the end of a plan is made after it, at the end as well."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.statement import Statement, TransactionRule
from schemactl.online.form import Sight

_AT_THE_END = frozenset({TransactionRule.LAST, TransactionRule.LAST_OUTSIDE})


def with_followers_last(statements: tuple[Statement, ...], sight: Sight) -> tuple[Statement, ...]:
    """Return the statements with those put to the end that need an object which is made there.

    pg_dump notes in every entry what it needs: a comment its index, a foreign key the key it refers to.
    """
    late: set[Address] = set()
    ordered: list[Statement] = []
    for statement in statements:
        if statement.transaction in _AT_THE_END:
            late.add(statement.address)
        elif statement.transaction is TransactionRule.NORMAL and not late.isdisjoint(_needs(statement.address, sight)):
            late.add(statement.address)
            statement = dataclasses.replace(statement, transaction=TransactionRule.LAST)  # noqa: PLW2901
        ordered.append(statement)
    return tuple(ordered)


def _needs(address: Address, sight: Sight) -> Iterator[Address]:
    yield address
    if address in sight.desired:
        yield from sight.desired[address].dependencies
