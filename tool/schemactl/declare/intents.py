"""What a catalog cannot show: moves, renames, merges, backfills and data steps, declared beside the object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, MetaData, Table

from schemactl.declare.item import Contributions, Item, Relation, StandaloneItem, TableItem
from schemactl.declare.names import as_tuple, split_name
from schemactl.declare.scope import Scope, SqlText
from schemactl.model.declaration import SourceLocation
from schemactl.model.intent import Backfill, DataStep, MergedFrom, MovedFrom, RenamedColumn
from schemactl.postgres.quoting import identifier


class ColumnItem(Item):
    """An item inside ``Column(...)``."""

    belongs_in = (Column,)

    def contribute_to_column(self, relation: Relation, column: str) -> Contributions:
        """Return what the item means for a column of a relation."""
        raise NotImplementedError


class moved_from(TableItem):  # noqa: N801 - reads as a word inside Table(...)
    """The object used to have another schema or name; its rows and everything attached to it travel with it.

    Args:
        old_name: ``public.messages``; without a schema, the name it had in the schema it is in now.
        keep_alias: Leave a ``security_invoker`` view under the old name until the contract phase is asked for.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        old_name: str,
        *,
        keep_alias: bool = False,
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        self.old_name = old_name
        self.keep_alias = keep_alias

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the intent."""
        yield self.intent(relation.kind, relation.schema, relation.name)

    def intent(self, kind: str, schema: str, name: str, arguments: str = "") -> MovedFrom:
        """Return the intent for an object of any kind."""
        old_schema, old_name = split_name(self.old_name, default_schema=schema, source=self.source)
        return MovedFrom(
            kind=kind,
            old_schema=old_schema,
            old_name=old_name,
            schema=schema,
            name=name,
            arguments=arguments,
            keep_alias=self.keep_alias,
            source=self.source,
        )


def former_place(former: str | moved_from, source: SourceLocation) -> moved_from:
    """Return what ``moved_from=`` of an object says, declared where the object is."""
    if isinstance(former, moved_from):
        return former
    place = moved_from(former)
    place.source = source
    return place


class renamed_from(ColumnItem):  # noqa: N801 - reads as a word inside Column(...)
    """The column used to have another name in the same table."""

    def __init__(self, old_name: str) -> None:
        super().__init__()
        self.old_name = old_name

    def contribute_to_column(self, relation: Relation, column: str) -> Contributions:
        """Return the intent."""
        yield RenamedColumn(
            schema=relation.schema, table=relation.name, old_name=self.old_name, name=column, source=self.source
        )


@dataclass(frozen=True, slots=True)
class fill_nulls:  # noqa: N801 - reads as a word inside merged_from(...)
    """On rows of the same key, fill columns that hold NULL or their default from the source row.

    Args:
        columns: The columns to fill; none means every column but the key and those in `combine`.
    """

    columns: tuple[str, ...]

    def __init__(self, *columns: str) -> None:
        object.__setattr__(self, "columns", columns)


class merged_from(TableItem):  # noqa: N801 - reads as a word inside Table(...)
    """The rows of another table go into this one before that table is dropped.

    Args:
        source_table: The table that goes away, ``public.documents``.
        key: Columns that identify a row on both sides; the primary key when left out.
        columns: Column of this table to an SQL expression over the source row.
        fill: What happens to a row whose key exists already: `fill_nulls`, or nothing: the existing row wins whole.
        combine: Column to an SQL expression over ``target`` and ``source``, for rows of the same key.
        reject_when: Reason to an SQL condition over the source row; the first that holds sends the row to `reject_to`.
        reject_to: The quarantine table, ``quarantine.documents``.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        source_table: str,
        *,
        key: Sequence[str] = (),
        columns: Mapping[str, SqlText] | None = None,
        fill: fill_nulls | Iterable[str] = (),
        combine: Mapping[str, SqlText] | None = None,
        reject_when: Mapping[str, SqlText] | None = None,
        reject_to: str = "",
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        self.source_table = source_table
        self.key = tuple(key)
        self.columns = dict(columns or {})
        self.fill = fill
        self.combine = dict(combine or {})
        self.reject_when = dict(reject_when or {})
        self.reject_to = reject_to
        if self.reject_when and not reject_to:
            raise self.refused(
                f"rows of {source_table} may be rejected, but nothing says where they go",
                'Add reject_to="quarantine.documents"; rejected rows are kept there with the reason.',
            )

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return the intent."""
        old_schema, old_name = split_name(self.source_table, source=self.source)
        quarantine = split_name(self.reject_to, source=self.source) if self.reject_to else ("", "")
        key = self.key or self._primary_key(relation)
        yield MergedFrom(
            schema=relation.schema,
            table=relation.name,
            source_schema=old_schema,
            source_table=old_name,
            key=key,
            columns=self._texts(self.columns, scope),
            fill=tuple(self._filled(relation, key)),
            combine=self._texts(self.combine, scope),
            reject_when=self._texts(self.reject_when, scope),
            quarantine_schema=quarantine[0],
            quarantine_table=quarantine[1],
            source=self.source,
        )

    def _primary_key(self, relation: Relation) -> tuple[str, ...]:
        key = tuple(column.name for column in relation.table.primary_key) if relation.table is not None else ()
        if not key:
            raise self.refused(
                f"nothing says which rows of {self.source_table} and {relation} are the same",
                'The table has no primary key: add key=["id"].',
            )
        return key

    def _filled(self, relation: Relation, key: tuple[str, ...]) -> Iterator[str]:
        if not isinstance(self.fill, fill_nulls):
            yield from as_tuple(self.fill)
        elif self.fill.columns:
            yield from self.fill.columns
        elif relation.table is not None:
            skipped = {*key, *self.combine}
            yield from (
                column.name for column in relation.table.columns if column.name not in skipped and not column.computed
            )

    def _texts(self, expressions: Mapping[str, SqlText], scope: Scope) -> Mapping[str, str]:
        return {name: scope.text(sql, self.source) for name, sql in expressions.items()}


class backfill(TableItem):  # noqa: N801 - reads as a word inside Table(...)
    """Values for a column before it must not be NULL, or before the column they come from is dropped.

    One UPDATE in the plan's transaction.

    Args:
        column: The column to fill.
        value: SQL expression over the row.
        only_when: SQL condition that picks the rows; by default those where the column is NULL.
        needs: Columns of the live table the expression reads; the step counts as done once one of them is gone.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        column: str,
        value: SqlText,
        *,
        only_when: SqlText | None = None,
        needs: Iterable[str] = (),
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        self.column = column
        self.value = value
        self.only_when = only_when
        self.needs = as_tuple(needs)

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return the intent."""
        only_when = f"{identifier(self.column)} IS NULL" if self.only_when is None else self.only_when
        yield Backfill(
            schema=relation.schema,
            table=relation.name,
            column=self.column,
            value=scope.text(self.value, self.source, relation.table),
            only_when=scope.text(only_when, self.source, relation.table),
            needs=self.needs,
            source=self.source,
        )


class data_step(StandaloneItem):  # noqa: N801 - reads as an action in a schema module
    """The escape hatch: one command of your own, guarded by a question and verified by another.

    Args:
        name: Its name in the history.
        metadata: Where it is kept.
        sql: One command.
        when: A query that returns one boolean; false means the step is done or not needed. It is asked of the live
            database before anything moves; `sql` runs after moves and additions.
        verify: A query that must return true afterwards; empty for none.
        position: ``before`` the structure changes, or ``between`` the additions and the removals.
    """

    def __init__(
        self, name: str, metadata: MetaData, *, sql: str, when: str, verify: str = "", position: str = "between"
    ) -> None:
        super().__init__(name, metadata)
        if position not in {"before", "between"}:
            raise self.refused(f"data step {name}: unknown position {position!r}", 'Use "before" or "between".')
        self.step = DataStep(
            name=name,
            sql=sql.strip(),
            when=when.strip(),
            verify=verify.strip(),
            position=position,
            source=self.source,
        )

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the intent."""
        yield self.step
