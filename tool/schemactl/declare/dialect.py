"""SQLAlchemy's PostgreSQL dialect, taught to write names that resolve with an empty ``search_path``.

A table or type without a schema means ``public``; a type that an extension provides gets the extension's schema; a
foreign key may point at a table nobody declared.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Sequence, TableClause, exc
from sqlalchemy.dialects.postgresql import NamedType
from sqlalchemy.dialects.postgresql.base import (
    PGCompiler,
    PGDDLCompiler,
    PGDialect,
    PGIdentifierPreparer,
    PGTypeCompiler,
)
from sqlalchemy.types import SchemaType, UserDefinedType

from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    from sqlalchemy import Column, ForeignKeyConstraint, Table
    from sqlalchemy.schema import CreateColumn, SchemaItem
    from sqlalchemy.sql.elements import ClauseElement

DEFAULT_SCHEMA = "public"

EXTENSION_TYPES: Mapping[str, str] = {
    "vector": "vector",
    "halfvec": "vector",
    "sparsevec": "vector",
    "citext": "citext",
    "hstore": "hstore",
    "ltree": "ltree",
    "lquery": "ltree",
    "ltxtquery": "ltree",
    "geometry": "postgis",
    "geography": "postgis",
    "raster": "postgis_raster",
    "cube": "cube",
    "isbn": "isn",
}
"""Type names SQLAlchemy or its companions write without a schema, and the extension each belongs to."""


_IN_A_SCHEMA = (TableClause, Sequence, NamedType, SchemaType)


class SqlType(UserDefinedType[Any]):
    """A column type written as it stands: ``SqlType("extensions.vector(768)")``.

    Args:
        text: The type as PostgreSQL reads it, with its schema unless it is built in.
    """

    cache_ok = True

    def __init__(self, text: str) -> None:
        self.text = text

    def get_col_spec(self, **_options: Any) -> str:
        """Return the text."""
        return self.text


def _schema_for(item: Any) -> Any:
    """Return the schema to write before a name; SQLAlchemy asks for aliases too, which never have one."""
    return item.schema or (DEFAULT_SCHEMA if isinstance(item, _IN_A_SCHEMA) else None)


class _Preparer(PGIdentifierPreparer):
    """Gives every table, sequence and type a schema."""

    schema_for_object = staticmethod(_schema_for)


class _TypeCompiler(PGTypeCompiler):
    """Qualifies the types of extensions."""

    def visit_user_defined(self, type_: UserDefinedType[Any], **options: Any) -> str:
        text: str = super().visit_user_defined(type_, **options)
        return text if isinstance(type_, SqlType) else self._placed(text)

    def visit_CITEXT(self, type_: Any, **options: Any) -> str:  # noqa: N802 - SQLAlchemy's name
        return self._placed(super().visit_CITEXT(type_, **options))

    def visit_HSTORE(self, type_: Any, **options: Any) -> str:  # noqa: N802 - SQLAlchemy's name
        return self._placed(super().visit_HSTORE(type_, **options))

    def _placed(self, text: str) -> str:
        """Put the schema of its extension before a bare type name."""
        extension = EXTENSION_TYPES.get(text.partition("(")[0].strip().lower())
        schemas: Mapping[str, str] = self.dialect.extension_schemas  # type: ignore[attr-defined]
        if extension is None or extension not in schemas:
            return text
        return f"{identifier(schemas[extension])}.{text.lower()}"


class _DdlCompiler(PGDDLCompiler):
    """Keeps what it wrote per column and constraint, and writes foreign keys to tables nobody declared."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.written: list[tuple[SchemaItem, str]] = []
        super().__init__(*arguments, **options)

    def visit_create_column(self, create: CreateColumn, first_pk: bool = False, **options: Any) -> str | None:  # noqa: FBT001, FBT002 - SQLAlchemy's signature
        text: str | None = super().visit_create_column(create, first_pk=first_pk, **options)
        return self._keep(create.element, text)

    def visit_check_constraint(self, constraint: Any, **options: Any) -> str | None:
        return self._keep(constraint, super().visit_check_constraint(constraint, **options))

    def visit_unique_constraint(self, constraint: Any, **options: Any) -> str:
        return self._keep(constraint, super().visit_unique_constraint(constraint, **options)) or ""

    def visit_exclude_constraint(self, constraint: Any, **options: Any) -> str | None:
        return self._keep(constraint, super().visit_exclude_constraint(constraint, **options))

    def _keep(self, item: SchemaItem, text: str | None) -> str | None:
        if text:
            self.written.append((item, text))
        return text

    def define_foreign_key_body(self, constraint: ForeignKeyConstraint, **options: Any) -> str:
        try:
            return super().define_foreign_key_body(constraint, **options)
        except exc.NoReferencedTableError:
            return _undeclared_reference(constraint)


def _undeclared_reference(constraint: ForeignKeyConstraint) -> str:
    """Write a foreign key to a table that is not in the metadata, from the words the user chose."""
    local = ", ".join(identifier(element.parent.name) for element in constraint.elements)
    targets = [element.target_tokens for element in constraint.elements]
    remote = ", ".join(
        identifier(target.column_name or element.parent.name)
        for element, target in zip(constraint.elements, targets, strict=True)
    )
    table = qualified(targets[0].schema or DEFAULT_SCHEMA, targets[0].table_name)
    return f"FOREIGN KEY ({local}) REFERENCES {table} ({remote})"


class _Compiler(PGCompiler):
    """Compiles an expression as if it stood inside a query on its own table.

    A policy's sub-select must refer to the row of the policy's table and not name the table in its own FROM. SQLAlchemy
    correlates only with enclosing queries, so the bottom of its stack is told about the table.
    """

    def __init__(self, *arguments: Any, own_table: Table | None = None, **options: Any) -> None:
        if own_table is not None:
            own = frozenset([own_table])
            self._default_stack_entry = {"correlate_froms": own, "asfrom_froms": own}  # type: ignore[typeddict-item]
        super().__init__(*arguments, **options)


class QualifyingDialect(PGDialect):
    """The dialect every declaration is compiled with.

    Args:
        extension_schemas: Extension to the schema it lives in, for types such as ``VECTOR``.
    """

    preparer = _Preparer
    type_compiler_cls = _TypeCompiler
    ddl_compiler = _DdlCompiler
    statement_compiler = _Compiler
    supports_statement_cache = False

    def __init__(self, extension_schemas: Mapping[str, str]) -> None:
        # The "named" style leaves percent signs alone: what we compile is DDL and never gets parameters.
        super().__init__(paramstyle="named")
        self.extension_schemas = extension_schemas

    def compile_ddl(self, element: Any) -> tuple[str, list[tuple[SchemaItem, str]]]:
        """Return the command for a DDL element and the text of each column and constraint in it."""
        compiled = element.compile(dialect=self)
        return str(compiled).strip(), compiled.written

    def compile_expression(self, expression: ClauseElement, own_table: Table | None = None) -> str:
        """Return an expression or query as SQL with literal values."""
        compiler = _Compiler(self, expression, own_table=own_table, compile_kwargs={"literal_binds": True})
        return str(compiler)

    def column_type(self, column: Column[Any]) -> str:
        """Return the type of a column as SQL."""
        return self.type_compiler_instance.process(column.type)
