"""What the writers of this room know of a database: its relations, functions and types, frozen and in their order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Sorts of PostgreSQL types that are written differently."""

    BASE = "base"
    PSEUDO = "pseudo"
    ARRAY = "array"
    ENUM = "enum"
    DOMAIN = "domain"
    RANGE = "range"
    COMPOSITE = "composite"
    ROW = "row"


class Sort(StrEnum):
    """Sorts of relations."""

    TABLE = "table"
    VIEW = "view"
    MATERIALIZED_VIEW = "materialized view"


@dataclass(frozen=True, slots=True, kw_only=True)
class PgType:
    """One type of the database.

    Attributes:
        inner: The element of an array, the base of a domain; 0 for others.
        relation: The relation whose rows the type describes; 0 for others.
        of_extension: Whether an extension brought it.
        labels: Values of an enum, in their order.
        attributes: Names and types (oids) of a composite type, in their order.
    """

    oid: int
    schema: str
    name: str
    kind: Kind
    inner: int = 0
    relation: int = 0
    of_extension: bool = False
    labels: tuple[str, ...] = ()
    attributes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table or view.

    Attributes:
        number: Its position in the relation. `type`: oid of its type.
        has_default: Whether an INSERT may leave it out although it takes no NULL.
        is_computed: Whether only the server gives it a value: GENERATED ALWAYS, as identity or by an expression.
        writable: Whether a view passes values for it on.
        choices: All values a CHECK admits, if it is a plain list of them.
    """

    number: int
    name: str
    type: int
    nullable: bool
    has_default: bool
    is_computed: bool
    writable: bool
    choices: tuple[str, ...]

    @property
    def is_optional(self) -> bool:
        """Return whether an INSERT may leave it out."""
        return self.nullable or self.has_default


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A way from the rows of one relation to those of another, by a foreign key; views pass those of their tables on.

    Attributes:
        one_to_one: Whether at most one row points at each referenced row.
    """

    name: str
    columns: tuple[str, ...]
    one_to_one: bool
    referenced: str
    referenced_columns: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table, view or materialized view.

    Attributes:
        takes_inserts, takes_updates: Whether rows may be written through it.
        relationships: Ways to other relations of the same schema.
    """

    oid: int
    schema: str
    name: str
    sort: Sort
    takes_inserts: bool
    takes_updates: bool
    columns: tuple[Column, ...]
    relationships: tuple[Relationship, ...]
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a function. `type`: oid of its type."""

    name: str
    type: int
    has_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function that can be called by name.

    Attributes:
        signature: Its arguments as PostgreSQL writes them; tells overloads apart.
        arguments: What a caller gives, by name.
        result_columns: Columns of RETURNS TABLE, as (name, type), in their order; empty for others.
        returns: Oid of the type it returns.
        returns_set: Whether it returns any number of rows. `rows_estimate`: how many the planner expects, 0 if no set.
        argument_count: How many arguments are declared, results included.
    """

    schema: str
    name: str
    signature: str
    arguments: tuple[Argument, ...]
    result_columns: tuple[tuple[str, int], ...]
    returns: int
    returns_set: bool
    rows_estimate: int
    argument_count: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """Everything callers of a database can reach in some schemas.

    Attributes:
        schemas: The schemas, sorted. `relations`, `functions`: sorted by name. `types`: all of the database, by oid.
    """

    schemas: tuple[str, ...]
    relations: tuple[Relation, ...]
    functions: tuple[Function, ...]
    types: Mapping[int, PgType]

    def relations_in(self, schema: str, *sorts: Sort) -> tuple[Relation, ...]:
        """Return the relations of these sorts in one schema, by name."""
        return tuple(r for r in self.relations if r.schema == schema and r.sort in sorts)

    def types_in(self, schema: str, kind: Kind) -> tuple[PgType, ...]:
        """Return the types of one kind in one schema that no extension brought, by name."""
        return tuple(t for t in self.types.values() if t.schema == schema and t.kind is kind and not t.of_extension)

    def row_of(self, oid: int) -> Relation | None:
        """Return the relation with this oid, if it is one of ours."""
        return next((r for r in self.relations if r.oid == oid), None)
