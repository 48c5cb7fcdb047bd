"""What a catalog cannot show: that an object moved, was renamed, or took over another one's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from schemactl.model.declaration import SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedFrom:
    """A relation or function that used to have another name or schema; everything attached travels with it.

    Attributes:
        kind: ``TABLE``, ``VIEW``, ``MATERIALIZED VIEW``, ``SEQUENCE``, ``TYPE``, ``DOMAIN``, ``FUNCTION``, ``INDEX``,
            ``SCHEMA``.
        old_schema, old_name: Where it was. `schema`, `name`: where it is declared now.
        arguments: For functions the argument types as declared, for example ``(uuid, integer)``; otherwise empty.
        keep_alias: Leave a ``security_invoker`` view under the old name until the contract phase is asked for.
    """

    kind: str
    old_schema: str
    old_name: str
    schema: str
    name: str
    arguments: str = ""
    keep_alias: bool = False
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedColumn:
    """A column that used to have another name in the same table."""

    schema: str
    table: str
    old_name: str
    name: str
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedPart:
    """A constraint, index, trigger, policy or enum value of a table or type that used to have another name."""

    kind: str
    schema: str
    parent: str
    old_name: str
    name: str
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedFrom:
    """A table whose rows go into another one before it is dropped.

    Every source row is merged (its key is new), used to fill empty columns of the row with the same key, or
    put into the quarantine table with a reason. The three counts must add up to the rows there were.

    Attributes:
        schema, table: The table that receives the rows. `source_schema`, `source_table`: where they come from.
        key: Columns that identify a row on both sides, usually the primary key.
        columns: Target column to SQL expression over the source row. Columns of the same name that are not listed
            are copied as they are.
        fill: Target columns filled from a row with the same key where the target holds NULL or the column's
            default; empty means: the existing row wins whole.
        combine: Target column to SQL expression over ``target`` and ``source``, for columns that are merged and not
            replaced (jsonb keys); evaluated for rows with the same key.
        reject_when: Reason to SQL condition over the source row; the first that holds quarantines the row.
        quarantine_schema, quarantine_table: Where rejected rows go, with the reason.
    """

    schema: str
    table: str
    source_schema: str
    source_table: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    fill: tuple[str, ...]
    combine: Mapping[str, str]
    reject_when: Mapping[str, str]
    quarantine_schema: str
    quarantine_table: str
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """Values for a column before it must not be NULL or before its predecessor is dropped.

    Attributes:
        value: SQL expression over the row. `only_when`: SQL condition; the default is "the column is NULL".
        needs: Columns of the live table the expression reads; the step is skipped as done when one is gone.
    """

    schema: str
    table: str
    column: str
    value: str
    only_when: str
    needs: tuple[str, ...]
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DataStep:
    """The escape hatch: a command of the user's own, guarded and verified.

    Attributes:
        sql: One command. `when`: a query that returns one boolean; the step is done when it returns false.
        verify: A query that must return true afterwards; empty for none.
        position: ``before`` the structure changes or ``between`` the additions and the removals.
    """

    name: str
    sql: str
    when: str
    verify: str
    position: str
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A table or the values of a column that come back from the trash; nobody declares it, a run is taken back.

    Attributes:
        schema, table: Where it belongs. `column`: whose values these are, or empty.
        kept_as: Name of its table in the schema of the trash.
        commands: What brings it back.
    """

    schema: str
    table: str
    column: str
    kept_as: str
    commands: tuple[str, ...]
    source: SourceLocation = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """What a plan has moved or renamed because it was declared: how to undo it is known.

    Attributes:
        kind: Of the object, ``COLUMN`` for a column, or of the part, as in `MovedFrom` and `RenamedPart`.
        old_schema, old_name: Where it was. `schema`, `name`: where it is then.
        parent: The table or type it is a part of, or empty.
        arguments: For functions the argument types, as in `MovedFrom`.
    """

    kind: str
    old_schema: str
    old_name: str
    schema: str
    name: str
    parent: str = ""
    arguments: str = ""


Intent = MovedFrom | RenamedColumn | RenamedPart | MergedFrom | Backfill | DataStep | Returned
