"""What a declaration may ask about the target it belongs to while it is turned into DDL."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Table, exc
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

from schemactl.declare.dialect import DEFAULT_SCHEMA, QualifyingDialect
from schemactl.declare.item import Relation
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Passage, SourceLocation

if TYPE_CHECKING:
    from collections.abc import Collection

    from schemactl.declare.sql import Sql

SqlText = str | ClauseElement
"""SQL as text, or an SQLAlchemy expression."""


class Scope:
    """Compiles expressions and elements, and knows which relations the target declares.

    Args:
        extension_schemas: Extension to schema, from the declared extensions.
        relations: Schema and name of every declared table, partition and view.
        default_grantees: Roles that default privileges give rights to; `execute_to` takes them away.
        types: Schema and name of types declared as items of their own.
        sql: The declared `Sql` items by name.
    """

    def __init__(
        self,
        *,
        extension_schemas: Mapping[str, str],
        relations: Mapping[tuple[str, str], Relation],
        default_grantees: tuple[str, ...],
        types: Collection[tuple[str, str]],
        sql: Mapping[str, Sql],
    ) -> None:
        self.dialect = QualifyingDialect(extension_schemas)
        self.relations = relations
        self.default_grantees = default_grantees
        self.types = types
        self.sql = sql

    def relation(self, schema: str, name: str) -> Relation:
        """Return the declared relation of a name, or one marked as not declared."""
        return self.relations.get((schema, name)) or Relation(schema=schema, name=name, declared=False)

    def text(self, sql: SqlText, source: SourceLocation, own_table: Table | None = None) -> str:
        """Return SQL text for text or an expression.

        Args:
            sql: Text is returned as it stands, without surrounding blanks.
            source: For the error.
            own_table: The table whose row the expression is about.

        Raises:
            DeclarationError: SQLAlchemy cannot write the expression with literal values.
        """
        if isinstance(sql, str):
            return sql.strip()
        with _refusing_to_compile(source):
            return self.dialect.compile_expression(sql, own_table)

    def type_text(self, data_type: str | TypeEngine[Any] | type[TypeEngine[Any]], source: SourceLocation) -> str:
        """Return a type as SQL; text as it stands."""
        if isinstance(data_type, str):
            return data_type
        with _refusing_to_compile(source):
            return self.dialect.column_type(Column("value", data_type))

    def ddl(self, element: Any, source: SourceLocation) -> str:
        """Return the command for one of SQLAlchemy's DDL elements."""
        return self.ddl_with_passages(element, source)[0]

    def ddl_with_passages(self, element: Any, source: SourceLocation) -> tuple[str, tuple[Passage, ...]]:
        """Return the command for a DDL element and where its columns and constraints were written.

        Raises:
            DeclarationError: SQLAlchemy cannot write the element.
        """
        with _refusing_to_compile(source):
            command, written = self.dialect.compile_ddl(element)
        passages, position = [Passage(command=0, offset=0, source=source)], 0
        for item, text in written:
            # A constraint written inside a column was compiled before the text of the column around it.
            position = max(command.find(text, position), command.find(text), 0)
            name = getattr(item, "name", None) or ""
            passages.append(Passage(command=0, offset=position, source=source, name=str(name)))
        return command, tuple(sorted(passages, key=lambda passage: passage.offset))


@contextmanager
def _refusing_to_compile(source: SourceLocation) -> Iterator[None]:
    """Turn what SQLAlchemy cannot write as SQL into an error.

    Its warnings count as errors: it writes NULL for a parameter that has no value, and only warns.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", exc.SAWarning)
            yield
    except (exc.SQLAlchemyError, exc.SAWarning, NotImplementedError, ValueError) as error:
        reason = " ".join(str(error).partition("(Background on this error")[0].split())
        raise DeclarationError(
            f"SQLAlchemy cannot write this as SQL: {reason}",
            hint="Give the type or value explicitly, or write the expression as SQL text.",
            source=source,
        ) from error


def schema_of(table: Table) -> str:
    """Return the schema of a table; one without a schema is in ``public``."""
    return table.schema or DEFAULT_SCHEMA
