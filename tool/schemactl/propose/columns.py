"""How one column is altered, aspect by aspect, in our own words.

Every name is quoted by one function, so this is also the writer for tables that may not be handed to migra.
Source: PostgreSQL manual, ALTER TABLE.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemactl.postgres.quoting import identifier, literal
from schemactl.propose.conversions import rounds
from schemactl.propose.generic_options import options_clause, options_list
from schemactl.propose.relations import Column, Relation

SET_EXPRESSION_SINCE = 170000
"""First server version with ALTER COLUMN ... SET EXPRESSION (PostgreSQL 17 release notes)."""

_STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
_COMPRESSION = {"p": "pglz", "l": "lz4", "": "default"}


class Aspect(StrEnum):
    """What about a column differs; the words appear as the cause of a statement."""

    ADD = "is missing"
    DROP = "is not declared"
    REPLACE = "cannot be altered in place"
    TYPE = "has another type"
    DEFAULT = "has another default"
    NOT_NULL = "has another NOT NULL constraint"
    EXPRESSION = "is computed differently"
    IDENTITY = "has another identity"
    STORAGE = "has another storage mode"
    COMPRESSION = "has another compression"
    STATISTICS = "has another statistics target"
    OPTIONS = "has other attribute options"
    FOREIGN_OPTIONS = "has other foreign options"


_SETTINGS = {
    "storage": Aspect.STORAGE,
    "compression": Aspect.COMPRESSION,
    "statistics": Aspect.STATISTICS,
    "options": Aspect.OPTIONS,
    "foreign_options": Aspect.FOREIGN_OPTIONS,
}
"""Fields of a column that are set apart from all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnChange:
    """One aspect of one column that differs.

    Attributes:
        relation: The relation as it is on the clone. `name`: the column.
        aspect: What differs. `before`, `after`: the column on both sides; None where it does not exist.
    """

    relation: Relation
    name: str
    aspect: Aspect
    before: Column | None
    after: Column | None

    @property
    def loses_values(self) -> bool:
        """Return whether stored values that cannot be computed again are removed, rounded or cut."""
        dropped = self.aspect in {Aspect.DROP, Aspect.REPLACE}
        stored = self.relation.kind != "f" and self.before is not None and not self.before.generated
        return (dropped or self.rounds_values) and stored

    @property
    def rounds_values(self) -> bool:
        """Return whether values are converted to a type with less room for them."""
        if self.aspect is not Aspect.TYPE or self.before is None or self.after is None:
            return False
        return rounds(self.before.type, self.after.type)


def changed_aspects(live: Relation, desired: Relation, version: int) -> list[ColumnChange]:
    """Return what differs between the columns of two relations: drops, additions, alterations, then what is generated.

    Columns a parent brings along are left to the parent, but for what a child may set by itself. A table must have the
    columns of a parent before it can become its child.
    """
    drops = [
        _change(live, name, Aspect.DROP, column, None)
        for name, column in live.columns.items()
        if name not in desired.columns and not column.inherited
    ]
    new_parent = not set(desired.ancestors) <= set(live.ancestors)
    additions = [
        _change(live, name, Aspect.ADD, None, column)
        for name, column in desired.columns.items()
        if name not in live.columns and (new_parent or not column.inherited)
    ]
    alterations = [
        _change(live, name, aspect, column, desired.columns[name])
        for name, column in live.columns.items()
        if name in desired.columns
        for aspect in _aspects(column, desired.columns[name], version)
    ]
    # A generated column would stand in the way of a new type of those it is computed from.
    plain = [change for change in additions if change.after and not change.after.generated]
    return [*drops, *plain, *alterations, *(change for change in additions if change not in plain)]


def gone_columns(live: Relation, desired: Relation, version: int) -> frozenset[str]:
    """Return the columns that are dropped, those included that are made anew under their name."""
    return frozenset(
        name
        for name, column in live.columns.items()
        if name not in desired.columns or _must_replace(column, desired.columns[name], version)
    )


def _change(relation: Relation, name: str, aspect: Aspect, before: Column | None, after: Column | None) -> ColumnChange:
    return ColumnChange(relation=relation, name=name, aspect=aspect, before=before, after=after)


def _aspects(before: Column, after: Column, version: int) -> list[Aspect]:
    """Return the differing aspects in an order that works: type before default, NOT NULL before identity."""
    if _must_replace(before, after, version):
        return [Aspect.REPLACE]
    found = []
    retyped = (before.type, before.collation) != (after.type, after.collation) and not (
        after.inherited and before.inherited
    )
    if before.identity and not after.identity:
        found.append(Aspect.IDENTITY)
    if retyped:
        found.append(Aspect.TYPE)
    if (before.generated, before.expression) != (after.generated, after.expression):
        if before.generated:
            found.append(Aspect.EXPRESSION)
        elif not retyped:
            found.append(Aspect.DEFAULT)
    if before.not_null != after.not_null and not after.not_null_inherited:
        found.append(Aspect.NOT_NULL)
    if before.identity and after.identity and before.identity != after.identity:
        found.append(Aspect.IDENTITY)
    return found + [aspect for name, aspect in _SETTINGS.items() if getattr(before, name) != getattr(after, name)]


def _must_replace(before: Column, after: Column, version: int) -> bool:
    """Return whether the column has to be dropped and added.

    PostgreSQL cannot turn a plain into a generated column, nor stored into virtual, nor (before 17) change a generation
    expression.
    """
    if not after.generated:
        return before.generated == "v"
    if before.generated != after.generated:
        return True
    return before.expression != after.expression and version < SET_EXPRESSION_SINCE


def write(change: ColumnChange) -> list[str]:
    """Return the commands for one change, most careful form first; later ones are for when the server refuses it.

    For a type change the alternatives are assignment, a cast of the value, and a cast through text.
    """
    prefix = alter_prefix(change.relation)
    return [f"{prefix} {clause}" for clause in _clauses(change)]


def alter_prefix(relation: Relation) -> str:
    """Return ``ALTER TABLE x`` in the form for the relation's kind."""
    word = {"f": "ALTER FOREIGN TABLE", "m": "ALTER MATERIALIZED VIEW", "v": "ALTER VIEW"}.get(
        relation.kind, "ALTER TABLE"
    )
    return f"{word} {relation.sql_name}"


def _clauses(change: ColumnChange) -> list[str]:
    name, before, after = identifier(change.name), change.before, change.after
    if change.aspect is Aspect.DROP:
        return [f"DROP COLUMN {name}"]
    if after is None:
        raise ValueError(f"{change.aspect} needs the desired column")
    if change.aspect is Aspect.ADD:
        return [f"ADD COLUMN {column_definition(after)}"]
    if change.aspect is Aspect.REPLACE:
        return [f"DROP COLUMN {name}, ADD COLUMN {column_definition(after)}"]
    if before is None:
        raise ValueError(f"{change.aspect} needs the live column")
    if change.aspect is Aspect.TYPE:
        return _retype(name, before, after, stored=change.relation.kind != "f")
    return [f"ALTER COLUMN {name} {action}" for action in _actions(change.aspect, before, after)]


def _retype(name: str, before: Column, after: Column, *, stored: bool) -> list[str]:
    """Change the type; a default is taken off and put back in the same command, for it may not cast by itself.

    By assignment where that is possible: PostgreSQL then refuses what does not fit, where a cast would cut it. A
    foreign table stores nothing that could be cast: USING is not allowed there.
    """
    collate = f" COLLATE {after.collation}" if after.collation else ""
    head = f"ALTER COLUMN {name} DROP DEFAULT, " if before.expression and not before.generated else ""
    tail = f", ALTER COLUMN {name} SET DEFAULT {after.expression}" if after.expression and not after.generated else ""
    if after.generated:
        # USING is not allowed here; the values can be computed again.
        return [
            f"ALTER COLUMN {name} TYPE {after.type}{collate}",
            f"DROP COLUMN {name}, ADD COLUMN {column_definition(after)}",
        ]
    if not stored:
        return [f"{head}ALTER COLUMN {name} TYPE {after.type}{collate}{tail}"]
    casts = [f"{name}::text::{after.type}"] if before.enum and after.enum else []
    casts += ["", f"{name}::{after.type}", f"{name}::text::{after.type}"]
    using = [f" USING {cast}" if cast else "" for cast in casts]
    # The default follows apart where it needs what has to go together with the old type: a function over a view...
    ends = [tail, ""] if tail else [""]
    return [f"{head}ALTER COLUMN {name} TYPE {after.type}{collate}{how}{end}" for end in ends for how in using]


def _actions(aspect: Aspect, before: Column, after: Column) -> list[str]:
    match aspect:
        case Aspect.DEFAULT:
            return [f"SET DEFAULT {after.expression}" if after.expression else "DROP DEFAULT"]
        case Aspect.EXPRESSION:
            return [f"SET EXPRESSION AS ({after.expression})" if after.generated else "DROP EXPRESSION"]
        case Aspect.NOT_NULL:
            return ["SET NOT NULL" if after.not_null else "DROP NOT NULL"]
        case Aspect.IDENTITY:
            kept = "SET GENERATED ALWAYS" if after.identity == "a" else "SET GENERATED BY DEFAULT"
            return [kept if after.identity else "DROP IDENTITY"]
        case Aspect.STORAGE:
            return [f"SET STORAGE {_STORAGE[after.storage or after.type_storage]}"]  # DEFAULT came with 16
        case Aspect.COMPRESSION:
            return [f"SET COMPRESSION {_COMPRESSION[after.compression]}"]
        case Aspect.STATISTICS:
            return [f"SET STATISTICS {after.statistics}"]
        case Aspect.OPTIONS:
            return option_clauses(before.options, after.options)
        case Aspect.FOREIGN_OPTIONS:
            return [options_clause(before.foreign_options, after.foreign_options)]
        case _:
            raise ValueError(f"not an action on a column: {aspect}")


def column_definition(column: Column) -> str:
    """Return a column as ADD COLUMN wants it, without identity, which its SEQUENCE entry adds afterwards."""
    parts = [identifier(column.name), column.type]
    parts += [options_list(column.foreign_options)] if column.foreign_options else []
    parts += [f"COLLATE {column.collation}"] if column.collation else []
    if column.generated:
        parts.append(f"GENERATED ALWAYS AS ({column.expression}) {'STORED' if column.generated == 's' else 'VIRTUAL'}")
    elif column.expression:
        parts.append(f"DEFAULT {column.expression}")
    parts += [column.not_null] if column.not_null else []
    return " ".join(parts)


def option_clauses(before: tuple[str, ...], after: tuple[str, ...], prefix: str = "") -> list[str]:
    """Return ``RESET (...)`` and ``SET (...)`` for two lists of ``name=value``; `prefix` is put before each name."""
    old, new = dict(o.partition("=")[::2] for o in before), dict(o.partition("=")[::2] for o in after)
    gone = [f"{prefix}{name}" for name in old if name not in new]
    given = [f"{prefix}{name} = {literal(value).strip()}" for name, value in new.items() if old.get(name) != value]
    return ([f"RESET ({', '.join(gone)})"] if gone else []) + ([f"SET ({', '.join(given)})"] if given else [])
