"""Writes the file supabase-js takes its types from: `Database`, and short names for what is in it.

The shape is that of Supabase's own generator, member for member and line for line, so that either can replace the
other. Different on purpose: partitions and members of extensions are left out; where that generator says `unknown` of
domains, ranges and what else is sent as a text, the type is that of the values; with `unions`, columns have the values
of their CHECK.
Source: the output of @supabase/postgrest-typegen 0.2 (MIT) for the same databases; `helpers.ts` is what it ends with.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from schemactl.api_types.layout import Members, Tuple, Type, key, lay_out, quoted, union
from schemactl.api_types.typescript_functions import FunctionWords
from schemactl.api_types.typescript_types import TypeWords, member, nullable, present
from schemactl.api_types.values import Column, Interface, Kind, PgType, Relation, Relationship, Sort

_NOTHING = Members((("[_ in never]", "never"),))
_HEAD = """\
// Written by `schemactl types --language typescript`. Do not edit: change the declarations and run it again.

export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]
"""


@cache
def _helpers() -> str:
    """Return the part of the file that is the same for every database but for the name of the default schema."""
    return files("schemactl.api_types").joinpath("helpers.ts").read_text(encoding="utf-8")


def write_typescript(interface: Interface, *, unions: bool = False) -> str:
    """Return the text of a TypeScript file with the types of a database.

    Args:
        interface: The database. The helpers take `public` for granted, or its first schema if that is not one of them.
        unions: Whether a column that a CHECK limits to some texts has these as its type, and not just `string`.
    """
    writer = _Writer(interface, unions=unions)
    schemas = tuple((key(schema), writer.schema(schema)) for schema in interface.schemas)
    default = "public" if "public" in interface.schemas else interface.schemas[0]
    constants = tuple((key(schema), Members((("Enums", writer.constants(schema)),))) for schema in interface.schemas)
    return "\n".join(
        (
            _HEAD,
            f"export type Database = {lay_out(Members(schemas))}\n",
            _helpers().replace('"public"', quoted(default)),
            f"export const Constants = {_lay_out_value(Members(constants))} as const\n",
        )
    )


def _lay_out_value(value: Type) -> str:
    """Return the text of an object, whose members end with commas unlike those of a type."""
    lines = lay_out(value).splitlines()
    return "\n".join(
        line if line.endswith(("{", "[", ",")) or number == len(lines) else f"{line},"
        for number, line in enumerate(lines, 1)
    )


class _Writer:
    """Writes the schemas of one database."""

    def __init__(self, interface: Interface, *, unions: bool) -> None:
        self._interface = interface
        self._unions = unions
        self._words = TypeWords(interface)
        self._functions = FunctionWords(interface, self._words)

    def schema(self, schema: str) -> Type:
        """Return one schema, with its five groups."""
        tables = self._interface.relations_in(schema, Sort.TABLE)
        views = self._interface.relations_in(schema, Sort.VIEW, Sort.MATERIALIZED_VIEW)
        enums = self._interface.types_in(schema, Kind.ENUM)
        composites = self._interface.types_in(schema, Kind.COMPOSITE)
        groups: dict[str, tuple[tuple[str, Type], ...]] = {
            "Tables": tuple((key(t.name), self._table(t)) for t in tables),
            "Views": tuple((key(v.name), self._view(v)) for v in views),
            "Functions": self._functions.members(schema),
            "Enums": tuple((key(e.name), union(map(quoted, e.labels))) for e in enums if e.labels),
            "CompositeTypes": tuple((key(c.name), self._composite(c)) for c in composites if c.attributes),
        }
        return Members(tuple((name, Members(members) if members else _NOTHING) for name, members in groups.items()))

    def constants(self, schema: str) -> Type:
        """Return the values of a schema's enums."""
        enums = self._interface.types_in(schema, Kind.ENUM)
        return Members(tuple((key(e.name), Tuple(tuple(map(quoted, e.labels)))) for e in enums if e.labels))

    def _table(self, table: Relation) -> Type:
        insert = tuple(self._written(column, optional=column.is_optional) for column in table.columns)
        update = tuple(self._written(column, optional=True) for column in table.columns)
        return Members(
            (
                ("Row", self._row(table)),
                ("Insert", Members(insert)),
                ("Update", Members(update)),
                ("Relationships", _relationships(table.relationships)),
            )
        )

    def _view(self, view: Relation) -> Type:
        written = Members(tuple(self._through(column) for column in view.columns))
        members: list[tuple[str, Type]] = [("Row", self._row(view))]
        if view.takes_inserts:
            members.append(("Insert", written))
        if view.takes_updates:
            members.append(("Update", written))
        return Members((*members, ("Relationships", _relationships(view.relationships))))

    def _row(self, relation: Relation) -> Type:
        columns = (member(column.name, self._value(column)) for column in relation.columns)
        return Members((*columns, *self._functions.computed_fields(relation)))

    def _written(self, column: Column, *, optional: bool) -> tuple[str, Type]:
        if column.is_computed:
            return member(column.name, "never", optional=True)
        return member(column.name, self._value(column), optional=optional)

    def _through(self, column: Column) -> tuple[str, Type]:
        """Return a column as it is written through a view, whose columns all may be NULL as far as PostgreSQL tells."""
        return member(column.name, nullable(self._plain(column)) if column.writable else "never", optional=True)

    def _value(self, column: Column) -> Type:
        kind = self._plain(column)
        return nullable(kind) if column.nullable else present(kind)

    def _plain(self, column: Column) -> Type:
        kind = self._words(column.type)
        return union(map(quoted, column.choices)) if self._unions and column.choices and kind == "string" else kind

    def _composite(self, composite: PgType) -> Type:
        return Members(tuple(member(name, nullable(self._words(oid))) for name, oid in composite.attributes))


def _relationships(ways: tuple[Relationship, ...]) -> Type:
    items = tuple(
        Members(
            (
                ("foreignKeyName", quoted(way.name)),
                ("columns", Tuple(tuple(map(quoted, way.columns)))),
                ("isOneToOne", "true" if way.one_to_one else "false"),
                ("referencedRelation", quoted(way.referenced)),
                ("referencedColumns", Tuple(tuple(map(quoted, way.referenced_columns)))),
            )
        )
        for way in ways
    )
    return Tuple(items, spread=True)
