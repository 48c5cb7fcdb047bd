"""What a relation looks like inside: frozen values read from the catalogs and compared field by field.

pg_dump writes a table as one text; to alter it one needs its parts. Column order is not part of equality: PostgreSQL
cannot change it without rewriting the table, and no query should depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import Catalog

NAMED_NOT_NULL_SINCE = 180000
"""First server version whose NOT NULL constraints are rows of pg_constraint (PostgreSQL 18 release notes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, every attribute pg_dump writes (pg_attribute, pg_attrdef).

    Attributes:
        name: Its name.
        type: As `format_type` prints it under an empty search_path.
        collation: Qualified collation where it is not the type's own, else empty.
        not_null: The constraint as it would be written: empty, ``NOT NULL`` or ``CONSTRAINT x NOT NULL NO INHERIT``.
        expression: Default or generation expression, or empty.
        identity: ``a`` (always), ``d`` (by default) or empty.
        generated: ``s`` (stored), ``v`` (virtual) or empty.
        storage: Letter of pg_attribute.attstorage where it is not the type's own, else empty. `type_storage`: that one.
        compression: Letter of pg_attribute.attcompression or empty.
        statistics: Statistics target, -1 for the default.
        options: Attribute options, ``n_distinct=...``. `foreign_options`: those of a foreign table's column.
        inherited: Brought along by a parent. `local`: also defined on this table itself; see `defined_here_too`.
        not_null_inherited: Whether the NOT NULL comes from a parent. `not_null_local`: whether it is also defined on
            this table itself, known since PostgreSQL 18.
        not_null_kind: ``VALID``, ``NOT VALID``, ``NO INHERIT`` or empty. `not_null_name`: its name, known since
            PostgreSQL 18.
        enum: Whether the type is an enum. `composite`: whether it is a row type, or a domain over one.
        position: Position in the table.
    """

    name: str
    type: str
    collation: str
    not_null: str
    expression: str
    identity: str
    generated: str
    storage: str
    compression: str
    statistics: int
    options: tuple[str, ...]
    foreign_options: tuple[str, ...]
    inherited: bool
    type_storage: str = field(compare=False)
    local: bool = field(compare=False)
    not_null_inherited: bool = field(compare=False)
    not_null_local: bool = field(compare=False)
    not_null_kind: str = field(compare=False)
    not_null_name: str = field(compare=False)
    enum: bool = field(compare=False)
    composite: bool = field(compare=False)
    position: int = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check constraint; `definition` as `pg_get_constraintdef` prints it, NOT VALID included.

    Attributes:
        condition: What must not be false, over `columns`. `alone`: not for the tables that inherit from this one.
        built_in: Whether it uses nothing but what every PostgreSQL has.
    """

    name: str
    definition: str
    validated: bool
    inherited: bool
    local: bool = field(compare=False)
    condition: str = field(compare=False)
    columns: tuple[str, ...] = field(compare=False)
    alone: bool = field(compare=False)
    built_in: bool = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table, foreign table or view without its satellites (indexes, keys, triggers, policies, grants...).

    Attributes:
        schema, name: Where it is. `kind`: letter of pg_class.relkind. `persistence`: ``p`` or ``u``.
        tablespace: Where its rows are, or empty for the database's own.
        options, toast_options: Storage parameters or view options, ``fillfactor=70``.
        replica_identity: Letter of pg_class.relreplident; `replica_index` the index for ``i``.
        force_row_security: FORCE ROW LEVEL SECURITY.
        partition: Whether it is a partition; its bound is a TABLE ATTACH entry of its own.
        parents: Qualified names of inheritance parents in order; empty for a partition.
        ancestors: The same, for partitions too.
        partition_key: ``RANGE (created_at)`` or empty. `key_columns`: the columns it is made of, sorted.
        of_type: Type of a typed table, or empty.
        server, foreign_options: Of a foreign table; empty for others.
        columns, checks: By name.
        oid: In its database.
    """

    schema: str
    name: str
    kind: str
    persistence: str
    access_method: str
    tablespace: str
    options: tuple[str, ...]
    toast_options: tuple[str, ...]
    replica_identity: str
    replica_index: str
    force_row_security: bool
    partition: bool
    parents: tuple[str, ...]
    partition_key: str
    of_type: str
    server: str
    foreign_options: tuple[str, ...]
    columns: Mapping[str, Column]
    checks: Mapping[str, Check]
    ancestors: tuple[str, ...] = field(compare=False)
    key_columns: tuple[str, ...] = field(compare=False)
    oid: int = field(compare=False)

    @property
    def sql_name(self) -> str:
        """Return the qualified and quoted name."""
        return qualified(self.schema, self.name)

    @property
    def column_order(self) -> tuple[str, ...]:
        """Return the column names in the table's order."""
        return tuple(column.name for column in sorted(self.columns.values(), key=lambda column: column.position))


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedHereToo:
    """What a table is to define itself as well and only inherits so far, by name: it would stay without the parent."""

    columns: tuple[str, ...]
    checks: tuple[str, ...]
    not_nulls: tuple[str, ...]


def defined_here_too(live: Relation, desired: Relation) -> DefinedHereToo:
    """Return what one side of a table only inherits and the other defines as well.

    The other way round does not count: PostgreSQL has no command by which a table forgets a definition of its own.
    """
    columns = [
        (name, live.columns[name], after)
        for name, after in desired.columns.items()
        if name in live.columns and after.inherited and live.columns[name].inherited
    ]
    checks = [(name, live.checks[name], after) for name, after in desired.checks.items() if name in live.checks]
    return DefinedHereToo(
        columns=tuple(name for name, before, after in columns if after.local and not before.local),
        checks=tuple(
            name for name, before, after in checks if before == after and after.inherited and after.local > before.local
        ),
        not_nulls=tuple(
            name
            for name, before, after in columns
            if before.not_null_kind == after.not_null_kind == "VALID"
            and before.not_null_inherited
            and after.not_null_inherited
            and after.not_null_local > before.not_null_local
        ),
    )


def read_relations(catalog: Catalog, oids: Iterable[int]) -> dict[int, Relation]:
    """Return relations by oid; oids that are no relations are left out."""
    wanted = tuple(oids)
    columns: dict[int, dict[str, Column]] = {}
    names = _not_nulls(catalog, wanted)
    for row in catalog.ask_for("columns", wanted):
        columns.setdefault(row["relation"], {})[row["name"]] = _column(row, names)
    checks: dict[int, dict[str, Check]] = {}
    plain = ("name", "definition", "validated", "local", "inherited", "condition", "alone", "built_in")
    for row in catalog.ask_for("checks", wanted):
        checks.setdefault(row["relation"], {})[row["name"]] = Check(
            **{key: row[key] for key in plain}, columns=tuple(row["columns"])
        )
    return {
        row["oid"]: _relation(row, columns.get(row["oid"], {}), checks.get(row["oid"], {}))
        for row in catalog.ask_for("relations", wanted)
    }


def _not_nulls(catalog: Catalog, oids: tuple[int, ...]) -> dict[tuple[int, str], Row]:
    """Return the NOT NULL constraint by relation and column where the server stores such constraints by name."""
    if catalog.version < NAMED_NOT_NULL_SINCE:
        return {}
    return {(row["relation"], row["name"]): row for row in catalog.ask_for("not_nulls", oids)}


def _not_null_clause(row: Row) -> str:
    clause = "NOT NULL" if row["default_name"] else f"CONSTRAINT {identifier(row['constraint_name'])} NOT NULL"
    clause += " NO INHERIT" if row["no_inherit"] else ""
    return clause if row["validated"] else f"{clause} NOT VALID"


def _not_null_kind(row: Row) -> str:
    if not row["validated"]:
        return "NOT VALID"
    return "NO INHERIT" if row["no_inherit"] else "VALID"


def _inherits_not_null(row: Row) -> bool:
    """Return whether a NOT NULL without a row of its own (before PostgreSQL 18) can only come from a parent."""
    return bool(row["not_null"] and row["parent_not_null"] and not row["local"])


def _column(row: Row, not_nulls: Mapping[tuple[int, str], Row]) -> Column:
    constraint = not_nulls.get((row["relation"], row["name"]))
    return Column(
        **{
            key: row[key]
            for key in ("name", "type", "collation", "expression", "identity", "generated", "storage", "compression")
        },
        statistics=row["statistics"],
        options=tuple(row["options"]),
        foreign_options=tuple(row["foreign_options"]),
        not_null_kind=_not_null_kind(constraint) if constraint else "VALID" if row["not_null"] else "",
        not_null_name=constraint["constraint_name"] if constraint else "",
        not_null=_not_null_clause(constraint) if constraint else row["not_null"],
        not_null_inherited=bool(constraint["inherited"]) if constraint else _inherits_not_null(row),
        not_null_local=bool(constraint["local"]) if constraint else False,
        type_storage=row["type_storage"],
        local=row["local"],
        inherited=row["inherited"],
        enum=row["enum"],
        composite=row["composite"],
        position=row["position"],
    )


def _relation(row: Row, columns: Mapping[str, Column], checks: Mapping[str, Check]) -> Relation:
    plain = ("schema", "name", "kind", "persistence", "access_method", "tablespace", "server", "partition", "oid")
    others = ("replica_identity", "replica_index", "force_row_security", "partition_key", "of_type")
    return Relation(
        **{key: row[key] for key in (*plain, *others)},
        options=tuple(row["options"]),
        toast_options=tuple(row["toast_options"]),
        foreign_options=tuple(row["foreign_options"]),
        parents=() if row["partition"] else tuple(row["parents"]),
        ancestors=tuple(row["parents"]),
        key_columns=tuple(sorted(row["key_columns"])),
        columns=columns,
        checks=checks,
    )
