"""Values the server accepts: guesses are tried against types, domains and CHECK constraints on the server itself.

A constraint is evaluated, never understood: only the literals in its text serve as more guesses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Any

import psycopg

from schemactl.errors import RowNotMade
from schemactl.postgres.quoting import identifier
from schemactl.pytest_plugin.guess import Draw, candidates, is_sure, literals
from schemactl.pytest_plugin.shape import Check, Column, Table
from schemactl.pytest_plugin.statements import adapted, escaped

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_MOST_ADDED = 3
"""How many columns that may be NULL are filled at most so that a row satisfies a constraint."""

_MOST_ASKED = 1000
"""How often the server is asked at most about one row: half a second on a server nearby."""


class Judge:
    """Chooses values for columns of one table.

    Args:
        connection: A session in a transaction.
        table: The table.
        draw: Which row they are for.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow], table: Table, draw: Draw) -> None:
        self._connection = connection
        self._table = table
        self._draw = draw
        self._turns = dict(draw.turns)
        self._asked = 0

    def choose(self, columns: Iterable[Column], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values and one for each column, which the constraints accept as far as that can be told.

        Args:
            columns: Those that need a value.
            values: What is settled.

        Raises:
            RowNotMade: Constraints on these columns accept none of the guesses.
        """
        chosen = dict(values)
        for group in self._groups(list(columns)):
            settled = self._in_turn(group, self._settle(group, chosen))
            if settled is None:
                raise self._at_a_loss(group)
            chosen = settled
        return chosen

    def filling(self, check: Check, values: Mapping[str, Any]) -> list[Column]:
        """Return the fewest columns that were left out and that would satisfy a constraint if they had a value."""
        names = [name for name in check.columns if name not in values and not self._table.columns[name].generated]
        left_out = [self._table.columns[name] for name in names]
        sizes = range(1, min(len(left_out), _MOST_ADDED) + 1)
        for columns in chain.from_iterable(combinations(left_out, size) for size in sizes):
            settled = next(self._settle(list(columns), values), None)
            if settled is not None and self._accepts([check], settled):
                return list(columns)
        return []

    def _groups(self, columns: list[Column]) -> list[list[Column]]:
        """Return the columns, those together that share a constraint: what suits one depends on the others."""
        groups: list[list[Column]] = []
        for column in columns:
            related = {name for check in self._table.checks if column.name in check.columns for name in check.columns}
            joined = [group for group in groups if any(other.name in related for other in group)]
            groups = [group for group in groups if group not in joined]
            groups.append([*chain(*joined), column])
        return groups

    def _in_turn(self, group: list[Column], settled: Iterator[dict[str, Any]]) -> dict[str, Any] | None:
        """Return the first combination, or a later one where the row was not unique before; None when there is none.

        The groups of a key are the digits of a number that counts how often that was so: all combinations come.
        """
        names = {column.name for column in group}
        key = next((key.name for key in self._table.keys if names & {*key.columns} and self._turns.get(key.name)), "")
        turn = self._turns[key] if key else 0
        choices = list(islice(settled, turn + 1))
        if not choices:
            return None
        if key:
            self._turns[key] = turn // len(choices) if turn >= len(choices) else 0
        return choices[turn % len(choices)]

    def _settle(self, group: list[Column], values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Yield the values with one for each column of a group, all combinations that are accepted."""
        if not group:
            yield dict(values)
            return
        column, *rest = group
        for option in self._accepted(column, values, {other.name for other in rest}):
            yield from self._settle(rest, {**values, column.name: option})

    def _accepted(self, column: Column, values: Mapping[str, Any], waiting: set[str]) -> Iterator[str]:
        """Yield the values for one column that no constraint refuses.

        A constraint on a column that still waits for its value is asked when that one is chosen. One on a column that
        will be left out is heeded if possible; that column may be filled in later.
        """
        concerned = [check for check in self._table.checks if column.name in check.columns]
        hints = literals([*(check.expression for check in concerned), *column.domain_checks])
        options = candidates(column, self._draw, hints)
        if is_sure(column) and not concerned:
            yield from options if column.choosy else options[:1]
            return
        decided = [check for check in concerned if not waiting & {*check.columns}]
        if decided != concerned:
            # Anything goes for now, so that what the constraint itself names has the best chance later.
            options.sort(key=lambda option: option not in hints)
        known = {column.name, *values}
        strict = [check for check in decided if {*check.columns} <= known]
        wide = [c for c in decided if all(name in known or self._table.columns[name].foreseeable for name in c.columns)]
        for checks in (wide, strict):
            found = False
            for option in options:
                if self._accepts(checks, {**values, column.name: option}, column):
                    found = True
                    yield option
            if found:
                return

    def _accepts(self, checks: list[Check], values: Mapping[str, Any], column: Column | None = None) -> bool:
        """Return whether a value is of its type and no constraint says no; a constraint may also fail to run."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return False
        names = dict.fromkeys([*([column.name] if column else []), *chain(*(check.columns for check in checks))])
        given = {name: values[name] for name in names if name in values}
        casts = ", ".join(_cast(self._table.columns[name], given=name in given) for name in names)
        verdict = " AND ".join(["true", *(f"({escaped(check.expression)}) IS NOT FALSE" for check in checks)])
        # The columns are asked for as well: PostgreSQL leaves out what nobody reads, and with it the error.
        query = f"SELECT {verdict}, candidate.* FROM (SELECT {casts}) AS candidate"
        try:
            with self._connection.transaction():
                [(accepted, *_)] = self._connection.execute(query.encode(), adapted(self._table, given)).fetchall()
        except psycopg.Error:
            return False
        return bool(accepted)

    def _at_a_loss(self, group: list[Column]) -> RowNotMade:
        names = {column.name for column in group}
        reasons = [
            *(str(check) for check in self._table.checks if names & {*check.columns}),
            *chain(*(column.domain_checks for column in group)),
        ]
        what = " and ".join(f"{column.name} ({column.type})" for column in group)
        return RowNotMade(
            "\n  ".join([f"no value could be guessed for {self._table.name}, {what}", *reasons]),
            hint=f"Pass {', '.join(f'{column.name}=...' for column in group)} to make().",
        )


def _cast(column: Column, *, given: bool) -> str:
    """Return a column of the row that is judged: a parameter, or what is stored when it is left out."""
    value = "%s" if given else escaped(column.default_expression or "NULL")
    return f"CAST({value} AS {escaped(column.type)}) AS {escaped(identifier(column.name))}"
