"""What the catalogs say a row of a table must look like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from schemactl.postgres.queries import load_query
from schemactl.postgres.quoting import qualified

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_RELATION = """
SELECT n.nspname::text, c.relname::text, c.relkind::text
FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = %s
"""
_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column.

    Attributes:
        name: As in the catalog, not quoted.
        type: As SQL, with its modifier, such as ``character varying(20)``. `cast_type`: without it.
        domain: Whether it is a domain. `base`: ``typname`` of the type below it. `domain_checks`: constraints on it.
        array: Whether `base` is one. `fields`: how many a composite type has. `range_of`: what a range is made of.
        modifier: Length of a text, dimensions of a vector, or -1.
        labels: Of an enum, or of one in an array, in order.
        not_null, has_default, generated, always_identity: What an INSERT has to know.
        default_expression: The column's own default as SQL; None for identity, generated columns and domains.
    """

    name: str
    type: str
    cast_type: str
    domain: bool
    base: str
    array: bool
    range_of: str | None
    modifier: int
    labels: list[str]
    fields: int
    not_null: bool
    has_default: bool
    default_expression: str | None
    generated: bool
    always_identity: bool
    domain_checks: list[str]

    @property
    def required(self) -> bool:
        """Return whether an INSERT must give it a value."""
        return self.not_null and not self.has_default and not self.generated

    @property
    def choosy(self) -> bool:
        """Return whether its type has only a few values."""
        return (bool(self.labels) and not self.array) or self.base == "bool"

    @property
    def foreseeable(self) -> bool:
        """Return whether it is known what an INSERT that leaves the column out stores: NULL or its default."""
        return not self.generated and (not self.has_default or self.default_expression is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A CHECK constraint, or the bounds of the partitions: then without a name.

    Attributes:
        expression: As SQL. `columns`: those in it.
    """

    name: str
    expression: str
    columns: list[str]

    def __str__(self) -> str:
        """Return it as messages show it."""
        return f"{self.name}: CHECK ({self.expression})" if self.name else f"a partition for {self.expression}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A unique index or exclusion constraint.

    Attributes:
        name: Its own. `names`: also those of its parts on partitions.
        columns: Those in it; none that are part of an expression. `plain`: whether they find one row of the table.
    """

    name: str
    names: list[str]
    columns: list[str]
    plain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A foreign key; `target` is the oid of the table it leads to."""

    name: str
    target: int
    columns: list[str]
    target_columns: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with all of it.

    Attributes:
        oid, kind: ``oid`` and ``relkind`` of ``pg_class``.
        name: For messages. `sql`: quoted where needed.
    """

    oid: int
    name: str
    sql: str
    kind: str
    columns: dict[str, Column]
    checks: list[Check]
    keys: list[Key]
    foreign_keys: list[ForeignKey]

    def may_be_null(self, key: ForeignKey) -> bool:
        """Return whether a row can do without the one a foreign key leads to."""
        return not all(self.columns[name].not_null for name in key.columns)

    def refused_by_key(self, name: str | None) -> Key | None:
        """Return the key an error names."""
        return next((key for key in self.keys if name in key.names), None)

    def refused_by_check(self, name: str | None) -> Check | None:
        """Return the constraint an error names; without a name, the bounds of the partitions."""
        return next((check for check in self.checks if check.name == (name or "")), None)


def read_table(connection: psycopg.Connection[TupleRow], oid: int) -> Table:
    """Return what a table looks like now."""
    [(schema, name, kind)] = connection.execute(_RELATION, [oid]).fetchall()
    return Table(
        oid=oid,
        name=f"{schema}.{name}",
        sql=qualified(schema, name),
        kind=kind,
        columns={column.name: column for column in _read(connection, "columns", Column, oid)},
        checks=_read(connection, "checks", Check, oid),
        keys=_read(connection, "keys", Key, oid),
        foreign_keys=_read(connection, "foreign_keys", ForeignKey, oid),
    )


def _read(connection: psycopg.Connection[TupleRow], query: str, kind: type[_Part], oid: int) -> list[_Part]:
    from psycopg.rows import kwargs_row

    with connection.cursor(row_factory=kwargs_row(kind)) as cursor:
        parameters: dict[str, Any] = {"relation": oid}
        return cursor.execute(load_query("pytest_plugin", query).encode(), parameters).fetchall()
