"""Realistic edits: what a developer does to a schema between two deploys, on a copy of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from tests.fixtures.oracle import ROLES
from tests.property.generator import PLAIN_TYPES, Generator
from tests.property.model import Schema, Table, Thing, always_quoted
from tests.property.varieties import READERS

Edit = Callable[[Generator, Schema], object]

_WIDER = {
    "integer": "bigint", "character varying(20)": "text", "numeric(10,2)": "numeric(12,2)",
    "date": "timestamp with time zone",
    "bigint": "numeric(20,0)", "text": "character varying(20)", "boolean": "text", "jsonb": "text",
}  # fmt: skip


def edited(schema: Schema, seed: int, number: int) -> Schema:
    """Return a copy of a schema with some edits; the same seed makes the same ones."""
    chance = Random(seed)
    after = copy.deepcopy(schema)
    for _ in range(number):
        chance.choice(EDITS)(Generator(chance), after)
    return after


def _some_table(make: Generator, schema: Schema) -> Table | None:
    return make.chance.choice(schema.tables) if schema.tables else None


def _add_column(make: Generator, schema: Schema) -> None:
    if table := _some_table(make, schema):
        column = make.column(schema, {column.name for column in table.columns})
        column.not_null = column.not_null and bool(column.default)
        table.columns.insert(make.chance.randint(1, len(table.columns)), column)


def _drop_column(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table and len(table.columns) > 1:
        column = make.chance.choice(table.columns[1:])
        table.columns.remove(column)
        _forget(schema, table, column.name)


def _forget(schema: Schema, table: Table, column: str) -> None:
    """Drop what names a column that is gone."""
    quoted = always_quoted(column)
    table.forget(quoted)
    for view in [v for v in schema.views if table.title in v.body and quoted in v.body]:
        schema.forget(view.title)


def _change_type(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table:
        column = make.chance.choice(table.columns[1:] or table.columns)
        if column.type in _WIDER and not column.generated and not column.identity:
            column.type = _WIDER[column.type]
            column.default, column.storage, column.collation = "", "", ""


def _change_default(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table:
        column = make.chance.choice(table.columns)
        if column.type in PLAIN_TYPES and not column.generated and not column.identity:
            column.default = "" if column.default and make.often(0.4) else make.default(schema, column.type)


def _change_not_null(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table:
        column = make.chance.choice(table.columns[1:] or table.columns)
        column.not_null = not column.not_null


def _change_comment(make: Generator, schema: Schema) -> None:
    text = make.chance.choice(("", "new words", "it's new", "a -- b /* c */"))
    things: list[Table | Thing] = [*schema.tables, *schema.views, *schema.functions, *schema.types]
    if things:
        make.chance.choice(things).comment = text
    if (table := _some_table(make, schema)) and make.often(0.5):
        make.chance.choice(table.columns).comment = text


def _change_grants(make: Generator, schema: Schema) -> None:
    if table := _some_table(make, schema):
        if table.grants and make.often(0.5):
            del table.grants[make.chance.choice(sorted(table.grants))]
        else:
            make.add_grant(schema, table)


def _change_parts(make: Generator, schema: Schema) -> None:
    """Drop, change or add one of the things that sit on a table."""
    table = _some_table(make, schema)
    if not table:
        return
    adders = {
        "constraints": make.add_check, "indexes": make.add_index, "policies": make.add_policy,
        "triggers": make.add_trigger, "references": make.add_reference, "statistics": make.add_statistics,
        "rules": make.add_rule,
    }  # fmt: skip
    which = make.chance.choice(list(adders))
    parts: dict[str, str] = getattr(table, which)
    if parts and make.often(0.5):
        del parts[make.chance.choice(sorted(parts))]
        return
    adders[which](schema, table)


def _change_switches(make: Generator, schema: Schema) -> None:
    """Change one of a table's properties."""
    table = _some_table(make, schema)
    if not table:
        return
    match make.chance.randrange(6):
        case 0:
            table.row_security = make.chance.choice(("", "enabled", "forced"))
        case 1 if not table.partition:
            table.unlogged = not table.unlogged
        case 2 if not table.partition:
            table.options = {} if table.options else {"fillfactor": "80", "autovacuum_enabled": "false"}
        case 3:
            table.replica = "" if table.replica else "FULL"
        case 4:
            table.comment = "" if table.comment else "a table"
        case _:
            column = make.chance.choice(table.columns)
            column.statistics = 200 if column.statistics < 0 else -1


def _change_identity(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table and not table.inherits:
        column = table.columns[0]
        column.identity = make.chance.choice(("", "ALWAYS", "BY DEFAULT"))
        column.serial = not column.identity and make.often(0.4)
        column.default = ""


def _change_generated(make: Generator, schema: Schema) -> None:
    for table in schema.tables:
        for column in table.columns:
            if column.generated:
                column.generated = make.generated(schema)


def _change_form(make: Generator, schema: Schema) -> None:
    """Give an object that stands on its own another of its forms."""
    things = [thing for thing in schema.everything() if isinstance(thing, Thing) and thing.variety]
    if things:
        thing = make.chance.choice(things)
        thing.body = make.chance.choice(thing.variety.forms if thing.variety else (thing.body,))


def _change_owner(make: Generator, schema: Schema) -> None:
    """Change an owner to another. The login that owns what nobody declares an owner for is nobody's wish."""
    things = [thing for thing in schema.everything() if thing.owner]
    if things:
        make.chance.choice(things).owner = make.chance.choice((ROLES[0], ROLES[2]))


def _change_view(make: Generator, schema: Schema) -> None:
    if not schema.views:
        return
    view = make.chance.choice(schema.views)
    match make.chance.randrange(4):
        case 0 if " WHERE " not in view.body:
            view.body += " WHERE true"
        case 1:
            view.body = view.body.replace(" WITH (security_invoker = true)", "")
        case 2:
            view.body = view.body.replace("CREATE VIEW", "CREATE MATERIALIZED VIEW")
            view.body = view.body.replace(" WITH (security_invoker = true)", "").replace(
                " WITH (security_barrier = true)", ""
            )
            view.kind = "MATERIALIZED VIEW"
        case _:
            view.grants = {make.chance.choice(READERS): "SELECT"}


def _rename_like(make: Generator, schema: Schema) -> None:
    """Give an object nothing depends on another name, without saying so: a drop and a creation."""
    things = [t for t in schema.everything() if isinstance(t, Thing) and not _used(schema, t.title)]
    if things:
        make.chance.choice(things).name = make.place(schema)[1]


def _used(schema: Schema, title: str) -> bool:
    others = [thing.body for thing in schema.everything() if isinstance(thing, Thing) and thing.title != title]
    return any(title in text for text in (*others, *(command for t in schema.tables for command in _commands(t))))


def _commands(table: Table) -> list[str]:
    return [*table.create(), *table.attach(), *table.references.values()]


def _drop_something(make: Generator, schema: Schema) -> None:
    """Drop an object with all that names it, as a developer would."""
    things = [thing for thing in schema.everything() if not isinstance(thing, Table) or len(schema.tables) > 1]
    if things:
        schema.forget(make.chance.choice(things).title)


def _move_view(make: Generator, schema: Schema) -> None:
    """Put a condition into a view that others stand on."""
    below = [view for view in schema.views if _used(schema, view.title) and "count(" not in view.body]
    if below:
        make.chance.choice(below).body += " LIMIT 5"


def _referenced(schema: Schema, table: Table) -> bool:
    return any(f"REFERENCES {table.title} " in text for other in schema.tables for text in other.references.values())


def _change_partitions(make: Generator, schema: Schema) -> None:
    tables = [table for table in schema.tables if table.partition]
    if tables:
        table = make.chance.choice(tables)
        first = next((name for name in table.partitions if "HASH" not in table.partitions[name]), "")
        match make.chance.randrange(3):
            case 0:
                table.partitions[f"{table.name[:50]}_p9"] = "FOR VALUES FROM (900) TO (1000)"
            case 1 if len(table.partitions) > 1 and first and not _referenced(schema, table):
                del table.partitions[first]
            case _ if first:
                table.partitions[first] = "FOR VALUES FROM (200) TO (300)"
            case _:
                pass


EDITS: tuple[Edit, ...] = (
    _add_column, _add_column, _drop_column, _change_type, _change_type, _change_default, _change_not_null,
    _change_comment, _change_grants, _change_parts, _change_parts, _change_parts, _change_switches, _change_identity,
    _change_generated, _change_form, _change_form, _change_form, _change_owner, _change_view, _move_view, _rename_like,
    _drop_something, _change_partitions, lambda make, schema: make.add_table(schema),
    lambda make, schema: make.add_view(schema), lambda make, schema: make.add_function(schema),
    lambda make, schema: make.add_type(schema), lambda make, schema: make.add_late(schema),
    lambda make, schema: make.add_rare(schema),
)  # fmt: skip
"""Common edits stand here several times."""
