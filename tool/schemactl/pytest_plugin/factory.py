"""Rows for tests: what a test names is taken as it is, what the table needs beside it is made up."""

from __future__ import annotations

import difflib
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psycopg

from schemactl.errors import RowNotMade
from schemactl.postgres.connect import first_line
from schemactl.pytest_plugin.guess import Draw
from schemactl.pytest_plugin.judge import Judge
from schemactl.pytest_plugin.references import References, needed
from schemactl.pytest_plugin.shape import Column, ForeignKey, Table, read_table
from schemactl.pytest_plugin.statements import Row, Rows

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_TRIES = 100
"""How often a row that is not unique is tried with other values."""
_NAMES = 'Write the name as in SQL, with its schema: make("public.notes"), make(\'public."Odd name"\').'
_SEQUENCE = "SELECT pg_catalog.nextval(pg_catalog.pg_get_serial_sequence(%s, %s))"


class RowFactory:
    """Makes rows in one database.

    Args:
        connection: A session that may read and write every table.
    """

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self._connection = connection
        self._numbers = itertools.count(1)
        self._now = datetime.now(UTC)
        self._tables: dict[int, Table] = {}

    def make(self, table: str, values: Mapping[str, Any]) -> Row:
        """Insert a row and return it as stored.

        A column that must have a value and has no default gets one: a parent's key where it is a foreign key (parents
        are made, and share what the row says about their own parents), else a guess that satisfies the constraints.

        Args:
            table: The name as SQL would have it.
            values: By column name as in the catalog.

        Raises:
            RowNotMade: There is no such table or column, or no value could be guessed; with what to pass.
            psycopg.Error: PostgreSQL refuses what the test itself gave.
        """
        __tracebackhide__ = True
        remembered = bool(self._tables)
        try:
            with self._connection.transaction():
                making = _Making(self._connection, self._numbers, self._now, self._tables)
                return making.asked_for(self._find(table), dict(values))
        except (RowNotMade, psycopg.Error) as error:
            if not remembered:
                if isinstance(error, RowNotMade):
                    error.add_note(error.hint)  # pytest shows notes, and knows nothing of hints
                # What went wrong is in the test, and not on the way through here.
                raise error.with_traceback(None) from error.__cause__
        # The test may have altered a table since its last row.
        self._tables.clear()
        return self.make(table, values)

    def _find(self, table: str) -> int:
        try:
            with self._connection.transaction():
                found = self._connection.execute("SELECT pg_catalog.to_regclass(%s)::oid", [table]).fetchone()
        except psycopg.Error as error:
            raise RowNotMade(f"{table!r} is no table name: {first_line(error)}", hint=_NAMES) from error
        if found is None or found[0] is None:
            raise RowNotMade(f"there is no table {table}", hint=_NAMES)
        return int(found[0])


class _Making:
    """One call of `make`, with the parents it takes."""

    def __init__(
        self, connection: psycopg.Connection[TupleRow], numbers: Iterator[int], now: datetime, tables: dict[int, Table]
    ) -> None:
        self._connection = connection
        self._numbers = numbers
        self._now = now
        self._rows = Rows(connection)
        self._tables = tables

    def asked_for(self, oid: int, given: Row) -> Row:
        """Make the row the test asked for.

        One that a trigger on a new parent has made already (a profile beside its account) is changed instead.
        """
        table = self._table(oid)
        _check_names(table, given)
        chosen = dict(given)
        new = self._choose_parents(table, chosen, References(), (oid,))
        existing = self._find_by_key(table, chosen, among=new)
        if existing is None:
            return self._insert(table, chosen, given, (oid,))
        changes = {name: value for name, value in given.items() if existing[name] != value}
        key = next(key for key in table.keys if key.plain and None not in (existing[name] for name in key.columns))
        return self._rows.update(table, {n: existing[n] for n in key.columns}, changes) if changes else existing

    def _parent(self, oid: int, fixed: Row, context: References, path: tuple[int, ...]) -> Row:
        """Return a row others need, found by its key or made.

        Args:
            oid: Its table.
            fixed: Values by column.
            context: Rows that its children refer to, which it should refer to as well.
            path: The tables whose rows wait for this one.
        """
        table = self._table(oid)
        chosen = dict(fixed)
        self._choose_parents(table, chosen, context, (*path, oid))
        return self._find_by_key(table, chosen, among=frozenset(chosen)) or self._insert(
            table, chosen, fixed, (*path, oid)
        )

    def _choose_parents(self, table: Table, chosen: Row, context: References, path: tuple[int, ...]) -> frozenset[str]:
        """Fill in the foreign keys, making parents; return the columns that lead to one made for this row."""
        known, new = self._given_parents(table, chosen), set[str]()
        for key in sorted(needed(table, chosen), key=lambda key: len(self._ancestors(key.target))):
            # An earlier one may have filled in the columns of this one.
            if key in needed(table, chosen) and key.target != table.oid:
                fixed = _fixed(key, chosen)
                values = known.find(table, key, fixed) or context.find(table, key, fixed)
                parent = None
                if values is None:
                    parent = self._new_parent(table, key, fixed, References(known, context), path)
                    values = tuple(parent[name] for name in key.target_columns)
                    new |= {*key.columns}
                chosen.update(zip(key.columns, values, strict=True))
                known.learn(table, key, values)
                self._learn_ancestors(key, values, known, parent)
        for key in table.foreign_keys:
            values = context.namesake(key)
            if values is not None and key.target != table.oid and not chosen.keys() & {*key.columns}:
                chosen.update(zip(key.columns, values, strict=True))
        self._point_to_itself(table, chosen)
        return frozenset(new)

    def _given_parents(self, table: Table, chosen: Row) -> References:
        """Return what is known from the values given: the rows they refer to, and then what these refer to."""
        known = References()
        complete = [key for key in table.foreign_keys if all(chosen.get(name) is not None for name in key.columns)]
        for key in complete:
            known.learn(table, key, tuple(chosen[name] for name in key.columns))
        for key in complete:
            self._learn_ancestors(key, tuple(chosen[name] for name in key.columns), known)
        return known

    def _learn_ancestors(
        self, key: ForeignKey, values: tuple[Any, ...], known: References, parent: Row | None = None
    ) -> None:
        """Follow a foreign key to the parent, whose row may be at hand, and on to what that cannot do without."""
        target = self._table(key.target)
        row = parent or self._rows.find(target, dict(zip(key.target_columns, values, strict=True))) or {}
        for other in sorted(target.foreign_keys, key=target.may_be_null):
            above = tuple(row.get(name) for name in other.columns)
            if None not in above and other.target != key.target and known.learn(target, other, above):
                self._learn_ancestors(other, above, known)

    def _new_parent(self, table: Table, key: ForeignKey, fixed: Row, context: References, path: tuple[int, ...]) -> Row:
        if key.target in path:
            raise RowNotMade(
                f"{table.name} and {self._table(key.target).name} need each other's rows (foreign key {key.name})",
                hint=f"Pass {', '.join(f'{name}=...' for name in key.columns)} to make().",
            )
        return self._parent(key.target, fixed, context, path)

    def _ancestors(self, oid: int, seen: frozenset[int] = frozenset()) -> frozenset[int]:
        """Return the tables a row of this one cannot do without, itself included."""
        seen |= {oid}
        for key in needed(self._table(oid), {}):
            if key.target not in seen:
                seen |= self._ancestors(key.target, seen)
        return seen

    def _point_to_itself(self, table: Table, chosen: Row) -> None:
        """Let a row that must refer to one of its own table refer to itself."""
        for key in needed(table, chosen):
            for column, target in zip(key.columns, key.target_columns, strict=True):
                if target not in chosen:
                    chosen[target] = self._own_key(table, table.columns[target])
                chosen.setdefault(column, chosen[target])

    def _own_key(self, table: Table, column: Column) -> Any:
        """Return a value for a key that would otherwise come from a default."""
        row = self._connection.execute(_SEQUENCE, [table.sql, column.name]).fetchone()
        if row is not None and row[0] is not None:
            return row[0]
        draw = Draw(number=next(self._numbers), now=self._now)
        return Judge(self._connection, table, draw).choose([column], {})[column.name]

    def _find_by_key(self, table: Table, chosen: Row, *, among: frozenset[str]) -> Row | None:
        """Return the row that is there already under a key in which one of these columns is."""
        for key in table.keys:
            if key.plain and among & {*key.columns} and all(chosen.get(name) is not None for name in key.columns):
                found = self._rows.find(table, {name: chosen[name] for name in key.columns})
                if found is not None:
                    return found
        return None

    def _insert(self, table: Table, chosen: Row, given: Row, path: tuple[int, ...]) -> Row:
        """Insert the row, choosing what is still missing.

        A row that is not unique is tried with other values. One that lacks a value only a trigger or a constraint on
        several columns asks for is tried with it.
        """
        missing = [column for column in table.columns.values() if column.required and column.name not in chosen]
        turns: Counter[str] = Counter()
        while True:
            judge = Judge(self._connection, table, Draw(number=next(self._numbers), now=self._now, turns=turns))
            values = judge.choose(missing, chosen)
            try:
                with self._connection.transaction():
                    return self._rows.insert(table, values)
            except psycopg.Error as error:
                more = self._also_wanted(table, error, values, judge)
                missing += self._add_parents_of(table, more, chosen, path)
                key = table.refused_by_key(error.diag.constraint_name)
                turns[key.name if key else ""] += 1
                if turns.total() > _TRIES or not (more or _may_differ(table, error, missing)):
                    _explain(table, error, values, given)
                    raise

    def _also_wanted(self, table: Table, error: psycopg.Error, values: Row, judge: Judge) -> list[Column]:
        """Return columns that may be NULL and without which PostgreSQL refuses the row all the same."""
        if isinstance(error, psycopg.errors.NotNullViolation):
            # A trigger copies it to where it may not be NULL, as an account's address into a profile.
            column = table.columns.get(error.diag.column_name or "")
            return [column] if column and column.name not in values else []
        check = table.refused_by_check(error.diag.constraint_name)
        refused = isinstance(error, psycopg.errors.CheckViolation)
        return judge.filling(check, values) if refused and check else []

    def _add_parents_of(self, table: Table, columns: list[Column], chosen: Row, path: tuple[int, ...]) -> list[Column]:
        """Give those of the columns that are foreign keys a parent; return the others."""
        for key in table.foreign_keys:
            if any(column.name in key.columns and column.name not in chosen for column in columns):
                known = self._given_parents(table, chosen)
                parent = self._new_parent(table, key, _fixed(key, chosen), known, path)
                chosen.update({c: parent[t] for c, t in zip(key.columns, key.target_columns, strict=True)})
        return [column for column in columns if column.name not in chosen]

    def _table(self, oid: int) -> Table:
        if oid not in self._tables:
            self._tables[oid] = read_table(self._connection, oid)
        return self._tables[oid]


def _fixed(key: ForeignKey, chosen: Row) -> Row:
    """Return what is settled of the row a foreign key leads to, by its own columns."""
    return {t: chosen[c] for c, t in zip(key.columns, key.target_columns, strict=True) if c in chosen}


def _check_names(table: Table, given: Row) -> None:
    """Refuse what is no table, and columns it does not have."""
    if table.kind not in {"r", "p"}:
        raise RowNotMade(f"{table.name} is not a table", hint="Make rows in the tables it reads.")
    for name in given:
        if name not in table.columns:
            close = difflib.get_close_matches(name, table.columns, 1)
            hint = f"Did you mean {close[0]!r}?" if close else f"It has {', '.join(table.columns)}."
            raise RowNotMade(f"{table.name} has no column {name!r}", hint=hint)


def _may_differ(table: Table, error: psycopg.Error, missing: list[Column]) -> bool:
    """Return whether other guesses could make a refused row unique."""
    if not isinstance(error, psycopg.errors.UniqueViolation | psycopg.errors.ExclusionViolation):
        return False
    key = table.refused_by_key(error.diag.constraint_name)
    columns = key.columns if key else []
    return bool(missing) and (not columns or any(column.name in columns for column in missing))


def _explain(table: Table, error: psycopg.Error, values: Row, given: Row) -> None:
    """Say in a refusal what was chosen.

    Raises:
        RowNotMade: A constraint refused more than what was given; PostgreSQL's own error says too little then.
    """
    check = table.refused_by_check(error.diag.constraint_name)
    if isinstance(error, psycopg.errors.CheckViolation) and check and not {*check.columns} <= given.keys():
        raise RowNotMade(
            f"no row could be guessed for {table.name} that satisfies\n  {check}",
            hint=f"Pass {', '.join(f'{name}=...' for name in check.columns if name not in given)} to make().",
        ) from error
    chosen = ", ".join(f"{name} = {value!r}" for name, value in values.items() if name not in given)
    error.add_note(f"make({table.name!r}) chose {chosen or 'nothing by itself'}.")
