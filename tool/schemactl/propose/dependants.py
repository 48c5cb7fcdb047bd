"""What stands in the way of a statement, and the commands that take it away.

PostgreSQL refuses to alter or drop what something else depends on. Never CASCADE: each dependant is dropped by name,
and since it is then missing from the clone, the next round brings it back from the desired snapshot with its grants,
comments, indexes and triggers. What holds rows is never dropped here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from schemactl.model.address import Address
from schemactl.model.scope import Scope
from schemactl.model.statement import Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import PG_CLASS, PG_TYPE, Catalog

_BY_IDENTITY = {
    "view": "DROP VIEW",
    "materialized view": "DROP MATERIALIZED VIEW",
    "function": "DROP FUNCTION",
    "procedure": "DROP PROCEDURE",
    "aggregate": "DROP AGGREGATE",
    "index": "DROP INDEX",
    "trigger": "DROP TRIGGER",
    "policy": "DROP POLICY",
    "rule": "DROP RULE",
    "statistics object": "DROP STATISTICS",
    "operator": "DROP OPERATOR",
    "operator class": "DROP OPERATOR CLASS",
    "operator family": "DROP OPERATOR FAMILY",
    "cast": "DROP CAST",
    "event trigger": "DROP EVENT TRIGGER",
    "foreign table": "DROP FOREIGN TABLE",
    "text search configuration": "DROP TEXT SEARCH CONFIGURATION",
    "text search dictionary": "DROP TEXT SEARCH DICTIONARY",
    "conversion": "DROP CONVERSION",
    "transform": "DROP TRANSFORM",
    "server": "DROP SERVER",
    "foreign-data wrapper": "DROP FOREIGN DATA WRAPPER",
}
_KINDS = {"table constraint": "CONSTRAINT", "statistics object": "STATISTICS", "default value": "DEFAULT"}
_PASSED_THROUGH = frozenset(
    {
        "type",
        "part of a type",
        "composite type",
        "composite type column",
        "table column",
        "view column",
        "sequence",
        "toast table",
        "function of access method",
        "operator of access method",
    }
)
"""Not dropped themselves: a row type goes with its relation, a sequence with its column, a member with its class."""


_GO_WITH_COLUMNS = frozenset({"INDEX", "STATISTICS", "CONSTRAINT"})
"""Kinds of objects that go by themselves when one of their columns is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """A command that drops one dependant or alters a table for it, and what it is about."""

    address: Address
    command: str
    verb: Verb = Verb.DROP


class Reach(IntEnum):
    """How much of what depends on an object is cleared away."""

    BLOCKING = 0
    """What PostgreSQL refuses to lose: views, functions, triggers of a column..."""
    NAMING = 1
    """Also what it would carry along but names the object in an expression: checks."""
    ALL = 2
    """Also everything else it would carry along: indexes and keys of a column."""


class CannotClear(Exception):
    """Something that must not be dropped depends on the object."""


@dataclass(slots=True)
class _Walk:
    catalog: Catalog
    desired: Catalog
    reach: Reach
    through_columns: bool
    scope: Scope
    seen: set[tuple[int, int, int]] = field(default_factory=set)


def clearing_commands(
    catalogs: tuple[Catalog, Catalog], target: tuple[int, int], column: str, scope: Scope, reach: Reach
) -> list[Clearing]:
    """Return commands that drop everything depending on an object, dependants of dependants first.

    A column that holds rows of a relation is not dropped: it waits as text, and is cast back when it differs then.

    Args:
        catalogs: The clone's and the desired one. `target`: system catalog and oid of the object.
        column: Only what depends on this column of it, or empty for all.
        scope: What is managed; only that comes back, so only that may be dropped.
        reach: How much of it.

    For a type this is what depends on the columns of that type: the columns themselves are cast, not dropped.

    Raises:
        CannotClear: A table or a column of one depends on it, or something that is not managed.
    """
    subid, catalog = 0, catalogs[0]
    if column:
        rows = catalog.ask("column_number", oid=target[1], name=column)
        subid = int(rows[0]["number"]) if rows else 0
    walk = _Walk(*catalogs, reach, through_columns=target[0] == PG_TYPE, scope=scope)
    walk.seen.add((*target, 0))
    found = list(_clear(walk, target, subid))
    for child in catalog.ask("children", oid=target[1]) if column else []:
        # ALTER TABLE on a parent reaches the same column of every child, and what depends on it there.
        numbers = catalog.ask("column_number", oid=child["oid"], name=column)
        if numbers:
            found += _clear(walk, (target[0], int(child["oid"])), int(numbers[0]["number"]))
    return _before_their_columns(list(dict.fromkeys(found)))


def _before_their_columns(found: list[Clearing]) -> list[Clearing]:
    """Return the same commands with those first whose objects a dropped column would carry along before their turn.

    They are indexes, statistics and checks over a generated column and the target at once. What depends on one of them,
    a foreign key on an index or a view on a key, comes before it, so all of these keep their order.
    """
    columns = [place for place, clearing in enumerate(found) if " DROP COLUMN " in clearing.command]
    if not columns:
        return found
    early, rest = found[: columns[0]], found[columns[0] :]
    return early + sorted(rest, key=lambda clearing: clearing.address.kind not in _GO_WITH_COLUMNS)


def _clear(walk: _Walk, target: tuple[int, int], subid: int) -> Iterator[Clearing]:
    rows = walk.catalog.ask("dependants", catalog=target[0], oid=target[1], subid=subid)
    along = {(int(row["catalog"]), int(row["oid"]), int(row["subid"])) for row in rows if row["strength"] == "a"}
    for row in sorted(rows, key=lambda row: (row["object_type"], row["identity"])):
        key, kind = (int(row["catalog"]), int(row["oid"]), int(row["subid"])), str(row["object_type"])
        through = kind in _PASSED_THROUGH or (kind == "index" and row["strength"] == "i")
        # A typed table: what uses it is in the way of its type.
        through = through or (kind == "table" and target[0] == PG_TYPE)
        if key in walk.seen or not (through or _in_reach(walk.reach, row["strength"], goes_along=key in along)):
            continue
        walk.seen.add(key)
        held = kind == "table column" and row["strength"] == "n" and not walk.through_columns
        if held and not _can_wait(walk, target):
            raise CannotClear(str(row["identity"]))
        if not _is_default_of_domain(row, target):
            yield from _clear(walk, key[:2], key[2])
        if row["generated"]:
            yield from _clear_column(walk, int(row["column_of"]), str(row["names"][-1]))
        command = "" if row["strength"] == "i" and kind == "index" else _drop(row, target)
        address = Address(_KINDS.get(kind, kind.upper()), str(row["schema"]), str(row["name"]))
        found = _waiting(*row["names"]) if held else Clearing(address=address, command=command)
        if found.command and not walk.scope.manages(found.address):
            raise CannotClear(f"{found.address}, which is not managed,")
        if found.command:
            yield found


def _clear_column(walk: _Walk, relation: int, column: str) -> Iterator[Clearing]:
    """Yield what depends on a generated column, which can only be dropped: there and where it is inherited."""
    for oid in (relation, *(int(child["oid"]) for child in walk.catalog.ask("children", oid=relation))):
        for row in walk.catalog.ask("column_number", oid=oid, name=column):
            yield from _clear(walk, (PG_CLASS, oid), int(row["number"]))


def _waiting(schema: str, table: str, column: str) -> Clearing:
    name = identifier(column)
    command = f"ALTER TABLE {qualified(schema, table)} ALTER COLUMN {name} TYPE text USING {name}::text"
    return Clearing(address=Address("TABLE", schema, table), command=command, verb=Verb.ALTER)


def _can_wait(walk: _Walk, target: tuple[int, int]) -> bool:
    """Return whether a column of a type can wait as text: it holds rows of a relation that keeps their shape."""
    if target[0] != PG_TYPE:
        return False
    shapes = walk.catalog.ask("row_shape", oid=target[1])
    return bool(shapes) and any(
        row["names"] == shapes[0]["names"]
        for row in walk.desired.ask("shape_of_relation", schema=shapes[0]["schema"], name=shapes[0]["name"])
    )


def _in_reach(reach: Reach, strength: str, *, goes_along: bool) -> bool:
    """Return whether a dependant is cleared away; what goes along by one of its dependencies blocks by none."""
    if strength == "n":
        return reach > Reach.BLOCKING or not goes_along
    return reach is Reach.ALL


def _is_default_of_domain(row: Row, target: tuple[int, int]) -> bool:
    """Return whether a domain depends on the object by its default, and not by what it is made from."""
    return row["type_kind"] == "d" and row["strength"] == "n" and target[0] != PG_TYPE


def _drop(row: Row, target: tuple[int, int]) -> str:
    """Return the command that drops one dependant of a target, or nothing for what goes by itself."""
    if _is_default_of_domain(row, target):
        return f"ALTER DOMAIN {row['identity']} DROP DEFAULT"
    kind, names = str(row["object_type"]), list(row["names"] or [])
    if kind in _BY_IDENTITY:
        return f"{_BY_IDENTITY[kind]} {row['identity']}"
    if kind == "table constraint":
        return f"ALTER TABLE {qualified(*names[:2])} DROP CONSTRAINT {identifier(names[2])}"
    if kind == "domain constraint":
        return f"ALTER DOMAIN {names[0]} DROP CONSTRAINT {identifier(row['arguments'][0])}"
    if kind == "default value":
        table, column = qualified(*names[:2]), identifier(names[2])
        if row["generated"] and row["inherited"]:
            return ""  # it goes with the parent's
        action = f"DROP COLUMN {column}" if row["generated"] else f"ALTER COLUMN {column} DROP DEFAULT"
        return f"ALTER TABLE {table} {action}"
    if kind == "user mapping":
        user = "PUBLIC" if names[0] == "public" else identifier(names[0])
        return f"DROP USER MAPPING FOR {user} SERVER {identifier(row['arguments'][0])}"
    if kind == "publication relation":
        return f"ALTER PUBLICATION {identifier(row['arguments'][0])} DROP TABLE ONLY {qualified(*names[:2])}"
    if kind in _PASSED_THROUGH or (kind == "table" and target[0] == PG_TYPE):
        return ""
    raise CannotClear(str(row["identity"]))
