"""What a documented database holds, as frozen values in a fixed order: same database, same values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A qualified name, as it is and not as SQL writes it."""

    schema: str
    name: str


class Shape(StrEnum):
    """What a relation is."""

    TABLE = "table"
    PARTITIONED = "partitioned table"
    FOREIGN = "foreign table"
    VIEW = "view"
    MATERIALIZED = "materialized view"

    @property
    def holds_rows(self) -> bool:
        """Return whether it is some sort of table."""
        return self not in (Shape.VIEW, Shape.MATERIALIZED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a relation.

    Attributes:
        type: As ``format_type`` prints it.
        required: Whether it is NOT NULL.
        default, generated: Expressions, or empty.
        identity: ``always``, ``by default``, or empty.
    """

    name: str
    type: str
    required: bool = False
    default: str = ""
    generated: str = ""
    identity: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """A primary key, unique, check or exclusion constraint; `definition` is the expression of a check."""

    kind: str
    name: str
    columns: tuple[str, ...]
    definition: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A foreign key; `on_delete` and `on_update` in words, ``no action`` or ``cascade``."""

    name: str
    columns: tuple[str, ...]
    target: Name
    target_columns: tuple[str, ...]
    on_delete: str = "no action"
    on_update: str = "no action"
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index that belongs to no constraint; columns as PostgreSQL writes them, with their order."""

    name: str
    unique: bool
    method: str
    columns: tuple[str, ...]
    include: tuple[str, ...] = ()
    predicate: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A row security policy. An empty role is PUBLIC."""

    name: str
    command: str
    permissive: bool
    roles: tuple[str, ...]
    using: str
    check: str
    comment: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Right:
    """What a role other than the owner may do; an empty role is PUBLIC, an empty column means the whole object."""

    role: str
    privilege: str
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A trigger: ``BEFORE`` ``UPDATE`` of some columns; `definition` is the whole command."""

    relation: Name
    name: str
    timing: str
    events: tuple[str, ...]
    columns: tuple[str, ...]
    each_row: bool
    conditional: bool
    definition: str
    function: Name
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table, view, materialized view or foreign table.

    Attributes:
        query: What a view selects. `invoker`: whether it does so with the rights of whoever asks.
        partition_key: How a partitioned table is cut. `parent` and `bound`: of which table it is which partition.
        schedule: When cron refreshes a materialized view, and with which command.
    """

    shape: Shape
    name: Name
    comment: str = ""
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    policies: tuple[Policy, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    rights: tuple[Right, ...] = ()
    row_security: bool = False
    forced: bool = False
    unlogged: bool = False
    invoker: bool = False
    query: str = ""
    partition_key: str = ""
    parent: Name | None = None
    bound: str = ""

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Return the columns of the primary key."""
        return next((key.columns for key in self.constraints if key.kind == "primary key"), ())

    @property
    def unique_sets(self) -> frozenset[frozenset[str]]:
        """Return every set of columns that identifies a row."""
        keys = (frozenset(key.columns) for key in self.constraints if key.kind in ("primary key", "unique"))
        indexes = (frozenset(index.columns) for index in self.indexes if index.unique and not index.predicate)
        return frozenset((*keys, *indexes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of a function; `mode` is ``i``, ``o``, ``b``, ``v`` or ``t`` as in ``pg_proc.proargmodes``."""

    name: str
    type: str
    mode: str = "i"
    default: str = ""

    @property
    def passed(self) -> bool:
        """Return whether callers pass it."""
        return self.mode in ("i", "b", "v")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """A function or procedure. `executors`: roles other than the owner that may call it; empty text is PUBLIC."""

    kind: str
    name: Name
    arguments: tuple[Argument, ...]
    result: str
    language: str
    volatility: str
    parallel: str
    definer: bool
    strict: bool
    for_triggers: bool
    executors: tuple[str, ...]
    comment: str = ""

    @property
    def inputs(self) -> tuple[Argument, ...]:
        """Return the arguments callers pass."""
        return tuple(argument for argument in self.arguments if argument.passed)

    @property
    def input_types(self) -> tuple[str, ...]:
        """Return the types that tell it from others of its name."""
        return tuple(argument.type for argument in self.inputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedType:
    """An enum, domain, range or composite type; what does not apply to its kind is empty."""

    kind: str
    name: Name
    labels: tuple[str, ...] = ()
    base: str = ""
    default: str = ""
    required: bool = False
    checks: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """A documented schema."""

    name: str
    comment: str
    rights: tuple[Right, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Everything the pages speak about.

    Attributes:
        namespaces, relations, routines, types: By name. Triggers on relations that are not documented but call a
            documented function are in `foreign_triggers`.
        extensions: Name and schema.
    """

    namespaces: tuple[Namespace, ...] = ()
    relations: tuple[Relation, ...] = ()
    routines: tuple[Routine, ...] = ()
    types: tuple[NamedType, ...] = ()
    foreign_triggers: tuple[Trigger, ...] = ()
    extensions: tuple[tuple[str, str], ...] = ()

    def relation(self, name: Name) -> Relation | None:
        """Return a relation by name, or None."""
        return next((relation for relation in self.relations if relation.name == name), None)

    def partitions(self, name: Name) -> tuple[Relation, ...]:
        """Return the partitions of a table."""
        return tuple(relation for relation in self.relations if relation.parent == name)

    def incoming(self, name: Name) -> tuple[tuple[Relation, ForeignKey], ...]:
        """Return the foreign keys of other relations that point at one."""
        return tuple((r, key) for r in self.relations for key in r.foreign_keys if key.target == name)
