"""Which rows a new row and its parents refer to, so that they agree: a reader's note is about a book of that reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from schemactl.pytest_plugin.shape import ForeignKey, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A row that is referred to.

    Attributes:
        target: Its table. `key`: its key, by column.
        columns: The columns that refer to it.
        sole: Whether their table has no other foreign key to the target.
    """

    target: int
    key: Mapping[str, Any]
    columns: tuple[str, ...]
    sole: bool


class References:
    """The references known so far, the closest first.

    Args:
        others: Collections to ask as well; what they learn later is not seen.
    """

    def __init__(self, *others: References) -> None:
        self._references = [reference for other in others for reference in other]

    def __iter__(self) -> Iterator[Reference]:
        return iter(self._references)

    def learn(self, table: Table, key: ForeignKey, values: tuple[Any, ...]) -> bool:
        """Remember what a row of a table refers to by one of its foreign keys; return whether that was news."""
        reference = Reference(
            target=key.target,
            key=dict(zip(key.target_columns, values, strict=True)),
            columns=tuple(key.columns),
            sole=_is_sole(table, key),
        )
        if reference in self._references:
            return False
        self._references.append(reference)
        return True

    def find(self, table: Table, key: ForeignKey, fixed: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Return what a foreign key should hold so that the row agrees with its relatives; None when nothing says so.

        A relative counts when its columns are called the same, or when either table has but one way to the target:
        sender and receiver of a message are not taken for the same person.

        Args:
            table: Whose foreign key.
            key: Which one.
            fixed: Columns of the target whose values are settled.
        """
        sole = _is_sole(table, key)
        for reference in self._leading_to(key):
            agrees = all(reference.key[name] == value for name, value in fixed.items())
            if agrees and (reference.columns == tuple(key.columns) or (sole and reference.sole)):
                return tuple(reference.key[name] for name in key.target_columns)
        return None

    def namesake(self, key: ForeignKey) -> tuple[Any, ...] | None:
        """Return what the columns of the same names hold in a relative."""
        for reference in self._leading_to(key):
            if reference.columns == tuple(key.columns):
                return tuple(reference.key[name] for name in key.target_columns)
        return None

    def _leading_to(self, key: ForeignKey) -> Iterator[Reference]:
        for reference in self._references:
            if reference.target == key.target and reference.key.keys() == {*key.target_columns}:
                yield reference


def needed(table: Table, chosen: Mapping[str, Any]) -> list[ForeignKey]:
    """Return the foreign keys a row cannot do without and that have no value yet."""
    return [
        key
        for key in table.foreign_keys
        if any(table.columns[name].required and name not in chosen for name in key.columns)
        and not any(name in chosen and chosen[name] is None for name in key.columns)
    ]


def _is_sole(table: Table, key: ForeignKey) -> bool:
    return sum(other.target == key.target for other in table.foreign_keys) == 1
