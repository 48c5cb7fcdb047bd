"""Views and materialized views, from a query as text, an SQLAlchemy select or a .sql file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, Self

from sqlalchemy import Column, Index, MetaData, Table
from sqlalchemy import column as column_clause
from sqlalchemy import table as table_clause
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import NullType

from schemactl.declare.cron import Every, scheduled
from schemactl.declare.grant import Grant, Revoke
from schemactl.declare.intents import former_place, moved_from
from schemactl.declare.item import Contributions, Relation, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.declare.sql_source import SqlSource, read_sql
from schemactl.declare.table import index_contributions
from schemactl.model.declaration import Declaration, Passage
from schemactl.postgres.quoting import identifier, literal

Query = str | ClauseElement | SqlSource
"""A view's query: text, a select, or a file's text."""


class _Queried(StandaloneItem):
    """What views and materialized views have in common."""

    word: ClassVar[str]

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        query: Query,
        *,
        schema: str,
        grants: Iterable[Grant],
        revokes: Iterable[Revoke],
        owner: str | None,
        comment: str | None,
        column_comments: Mapping[str, str] | None,
        moved_from: str | moved_from | None,
    ) -> None:
        super().__init__(name, metadata, schema)
        self.query = query
        self.rights = (*revokes, *grants)
        self.owner = owner
        self.comment = comment
        self.column_comments = dict(column_comments or {})
        self.moved_from = moved_from

    @classmethod
    def from_file(cls, path: str | Path, *, metadata: MetaData, name: str | None = None, **options: Any) -> Self:
        """Declare a view whose query is in a .sql file.

        Args:
            path: The file with the query alone, relative to the calling module.
            metadata: Where it is kept.
            name: Its name; the file's name without ``.sql`` when left out.
            options: As for the class itself.

        Raises:
            DeclarationError: The file is missing, or does not hold exactly one query.
        """
        caller = Path(sys._getframe(1).f_code.co_filename)  # noqa: SLF001 - "relative to the calling module"
        return cls(name or Path(path).stem, metadata, read_sql(path, caller.parent), **options)

    @cached_property
    def selectable(self) -> TableClause:
        """Return the view for use in other queries; its columns are known when the query is a select."""
        columns = self.query.selected_columns if isinstance(self.query, SelectBase) else ()
        return table_clause(self.name, *(column_clause(c.name, c.type) for c in columns), schema=self.schema)

    @property
    def path(self) -> Path | None:
        """Return the file the query was read from."""
        return self.query.path if isinstance(self.query, SqlSource) else None

    def relation(self) -> Relation:
        """Return the view as a relation."""
        return Relation(schema=self.schema, name=self.name, kind=self.word)

    def create(self, options: str, ending: str, scope: Scope) -> Declaration:
        """Return the CREATE command around the query, with comment and owner."""
        head = f"CREATE {self.word} {self.sql}{options} AS\n"
        body, written = self._body(scope)
        passages = [Passage(command=0, offset=0, source=self.source)]
        passages.append(Passage(command=0, offset=len(head), source=written.source, verbatim=written.verbatim))
        commands = [f"{head}{body}{ending}"]
        if self.comment is not None:
            commands.append(f"COMMENT ON {self.word} {self.sql} IS {literal(self.comment)}")
        for column, text in self.column_comments.items():
            commands.append(f"COMMENT ON COLUMN {self.sql}.{identifier(column)} IS {literal(text)}")
        if self.owner:
            commands.append(f"ALTER {self.word} {self.sql} OWNER TO {identifier(self.owner)}")
        return Declaration(
            title=f"{self.word.lower()} {self.label}",
            commands=tuple(commands),
            source=self.source,
            rank=Rank.VIEW,
            passages=tuple(passages),
        )

    def _body(self, scope: Scope) -> tuple[str, Passage]:
        if isinstance(self.query, ClauseElement):
            return scope.text(self.query, self.source), Passage(command=0, offset=0, source=self.source)
        text = (
            self.query
            if isinstance(self.query, SqlSource)
            else SqlSource(text=self.query, source=self.source, path=None)
        )
        return text.only_command(f"{self.word.lower()} {self.label}")

    def attachments(self, scope: Scope) -> Contributions:
        """Return the rights, the note and the former name."""
        yield self.note(self.word)
        for right in self.rights:
            yield from right.contribute_to(self.relation(), scope)
        if self.moved_from is not None:
            yield former_place(self.moved_from, self.source).intent(self.word, self.schema, self.name)


class View(_Queried):
    """A view.

    Args:
        name, schema: What it is called.
        metadata: Where it is kept.
        query: SQL text or an SQLAlchemy select.
        security_invoker: Read the tables with the rights of whoever asks. Without it, a view reads with the rights of
            its owner and passes by their row security.
        security_barrier: Let no function see rows the view leaves out.
        check_option: ``local`` or ``cascaded``: refuse writes the view would not show.
        grants, revokes: Rights on it.
        owner: Its owner.
        comment: Comment on it. `column_comments`: comments on its columns, by name.
        moved_from: Its former name, ``public.old_name``.
    """

    word = "VIEW"

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        query: Query,
        *,
        schema: str = "public",
        security_invoker: bool = True,
        security_barrier: bool = False,
        check_option: str | None = None,
        grants: Iterable[Grant] = (),
        revokes: Iterable[Revoke] = (),
        owner: str | None = None,
        comment: str | None = None,
        column_comments: Mapping[str, str] | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(
            name,
            metadata,
            query,
            schema=schema,
            grants=grants,
            revokes=revokes,
            owner=owner,
            comment=comment,
            column_comments=column_comments,
            moved_from=moved_from,
        )
        if check_option not in {None, "local", "cascaded"}:
            raise self.refused(f"view {name}: unknown check_option {check_option!r}", 'Use "local" or "cascaded".')
        self.options = [
            *(["security_invoker=true"] if security_invoker else []),
            *(["security_barrier=true"] if security_barrier else []),
            *([f"check_option={check_option}"] if check_option else []),
        ]

    def contribute(self, scope: Scope) -> Contributions:
        """Return CREATE VIEW and everything on it."""
        options = f" WITH ({', '.join(self.options)})" if self.options else ""
        yield self.create(options, "", scope)
        yield from self.attachments(scope)


class MaterializedView(_Queried):
    """A materialized view.

    Args:
        name, schema: What it is called.
        metadata: Where it is kept.
        query: SQL text or an SQLAlchemy select.
        indexes: Indexes on it; their columns are given by name.
        grants, revokes: Rights on it.
        refresh: How often pg_cron refreshes it, where the server has pg_cron.
        owner: Its owner.
        comment: Comment on it. `column_comments`: comments on its columns, by name.
        moved_from: Its former name, ``public.old_name``.
    """

    word = "MATERIALIZED VIEW"

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        query: Query,
        *,
        schema: str = "public",
        indexes: Iterable[Index] = (),
        grants: Iterable[Grant] = (),
        revokes: Iterable[Revoke] = (),
        refresh: Every | None = None,
        owner: str | None = None,
        comment: str | None = None,
        column_comments: Mapping[str, str] | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(
            name,
            metadata,
            query,
            schema=schema,
            grants=grants,
            revokes=revokes,
            owner=owner,
            comment=comment,
            column_comments=column_comments,
            moved_from=moved_from,
        )
        self.refresh = refresh
        self.indexes = tuple(indexes)
        stand_in = Table(name, MetaData(), schema=schema)
        for index in self.indexes:
            _attach(index, stand_in)
        if refresh and refresh.concurrently and not any(map(_lets_rows_be_told_apart, self.indexes)):
            raise self.refused(
                f"{self.label} cannot be refreshed concurrently: it has no unique index over all its rows",
                'Add Index("...", "column", unique=True), without a condition.',
            )

    def contribute(self, scope: Scope) -> Contributions:
        """Return CREATE MATERIALIZED VIEW and everything on it.

        It is left without rows: what the query would return on an empty scratch database is no part of the schema.
        """
        yield self.create("", "\nWITH NO DATA", scope)
        yield from self.attachments(scope)
        for index in self.indexes:
            yield from index_contributions(index, self.relation(), scope, self.source)
        if self.refresh is not None:
            concurrently = "CONCURRENTLY " if self.refresh.concurrently else ""
            command = f"REFRESH MATERIALIZED VIEW {concurrently}{self.sql}"
            yield scheduled(f"refresh {self.label}", self.schema, self.refresh.schedule, command, self.source)


def _lets_rows_be_told_apart(index: Index) -> bool:
    """Return whether REFRESH CONCURRENTLY can match old and new rows by an index (PostgreSQL manual, Parameters)."""
    return bool(index.unique) and index.dialect_options["postgresql"]["where"] is None


def _attach(index: Index, table: Table) -> None:
    """Put an index on the stand-in table SQLAlchemy needs, which gets a column for every name the index uses."""
    pending = [name for name in index._pending_colargs if isinstance(name, str)]  # noqa: SLF001 - names before they become columns
    included = index.dialect_options["postgresql"]["include"] or ()
    for name in (*pending, *(name for name in included if isinstance(name, str))):
        if name not in table.columns:
            table.append_column(Column(name, NullType()))
    table.append_constraint(index)
