"""PostgreSQL's types in TypeScript: what PostgREST sends as JSON, under the names Supabase's own generator uses."""

from __future__ import annotations

from schemactl.api_types.layout import Array, Type, key, quoted, union
from schemactl.api_types.values import Interface, Kind, PgType, Sort

_WORDS = {
    "bool": "boolean",
    **dict.fromkeys(("int2", "int4", "int8", "float4", "float8", "numeric"), "number"),
    **dict.fromkeys(("json", "jsonb"), "Json"),
    **dict.fromkeys(("citext", "ltree", "vector", "halfvec", "sparsevec"), "string"),
    "void": "undefined",
    "record": "Record<string, unknown>",
}
"""Types that have no text in JSON, and those of extensions that have one."""

_NULL_INCLUDED = frozenset({"unknown", "any"})


class TypeWords:
    """Writes the types of one database.

    Args:
        interface: The database. Enums, composite types and rows of its schemas are referred to; others are written out.
    """

    def __init__(self, interface: Interface) -> None:
        self._types = interface.types
        self._schemas = frozenset(interface.schemas)
        self._sorts = {relation.oid: relation.sort for relation in interface.relations}

    def __call__(self, oid: int) -> Type:
        """Return the TypeScript type of values of a PostgreSQL type, without NULL."""
        kind = self._types.get(oid)
        if kind is None:
            return "unknown"
        match kind.kind:
            case Kind.ARRAY:
                return Array(self(kind.inner))
            case Kind.DOMAIN:
                return self(kind.inner)
            case Kind.RANGE:
                return "string"
            case Kind.ENUM:
                return self._enum(kind)
            case Kind.COMPOSITE:
                return self._member(kind, "CompositeTypes")
            case Kind.ROW:
                return self._row(kind)
            case Kind.BASE | Kind.PSEUDO:
                return _WORDS.get(kind.name) or _other(kind)

    def row_type(self, oid: int) -> PgType | None:
        """Return a type if its values are rows of a relation or of a composite type, else None."""
        kind = self._types.get(oid)
        return kind if kind and kind.kind in (Kind.ROW, Kind.COMPOSITE) else None

    def _enum(self, kind: PgType) -> Type:
        if kind.schema in self._schemas and not kind.of_extension:
            return self._member(kind, "Enums")
        return union(map(quoted, kind.labels)) if kind.labels else "never"

    def _member(self, kind: PgType, group: str) -> Type:
        if kind.schema not in self._schemas or kind.of_extension:
            return "unknown"
        return f'Database[{quoted(kind.schema)}]["{group}"][{quoted(kind.name)}]'

    def _row(self, kind: PgType) -> Type:
        sort = self._sorts.get(kind.relation)
        if sort is None:
            return "unknown"
        return f'{self._member(kind, "Tables" if sort is Sort.TABLE else "Views")}["Row"]'


def _other(kind: PgType) -> str:
    """Return the type of what has no word of its own: in JSON it is a text, if it can be a value at all.

    Types of extensions may have a cast to json of their own, as hstore has.
    """
    return "string" if kind.kind is Kind.BASE and kind.schema == "pg_catalog" else "unknown"


def nullable(kind: Type) -> Type:
    """Return a type whose values may be missing; `unknown` already says so."""
    return kind if kind in _NULL_INCLUDED else union((kind, "null"))


def present(kind: Type) -> Type:
    """Return a type whose values are never NULL; `Json` would include it."""
    return "NonNullable<Json>" if kind == "Json" else kind


def member(name: str, kind: Type, *, optional: bool = False) -> tuple[str, Type]:
    """Return a member of an object type."""
    return key(name, optional=optional), kind
