"""Realistic edits: what a developer does to a schema between two deploys, on a copy of it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from tests.property.generator import PLAIN_TYPES, READERS, Generator
from tests.property.model import Schema, Table, Thing, always_quoted

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
    for parts in (table.constraints, table.references, table.indexes, table.policies):
        for name in [name for name, text in parts.items() if quoted in text]:
            del parts[name]
    schema.views = [view for view in schema.views if table.title not in view.body or quoted not in view.body]


def _change_type(make: Generator, schema: Schema) -> None:
    table = _some_table(make, schema)
    if table:
        column = make.chance.choice(table.columns[1:] or table.columns)
        if column.type in _WIDER and not column.generated and not column.identity:
            column.type = _WIDER[column.type]
            column.default, column.storage = "", ""


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
    which = make.chance.choice(("constraints", "indexes", "policies", "triggers", "references", "statistics", "rules"))
    parts: dict[str, str] = getattr(table, which)
    if parts and make.often(0.5):
        del parts[make.chance.choice(sorted(parts))]
        return
    adders: dict[str, Edit] = {
        "constraints": lambda m, s: m.add_check(s, table), "indexes": lambda m, s: m.add_index(s, table),
        "policies": lambda m, s: m.add_policy(s, table), "triggers": lambda m, s: m.add_trigger(s, table),
        "references": lambda m, s: m.add_reference(s, table),
    }  # fmt: skip
    if which in adders:
        adders[which](make, schema)
    elif which == "statistics" and len(table.columns) > 1:
        names = [column.quoted for column in table.columns[:2]]
        table.statistics["st"] = f"ON {', '.join(names)}"
    elif which == "rules":
        table.rules["r"] = make.chance.choice(("DELETE TO @ DO INSTEAD NOTHING", "UPDATE TO @ DO ALSO NOTHING"))


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
    if table := _some_table(make, schema):
        table.columns[0].identity = make.chance.choice(("", "ALWAYS", "BY DEFAULT"))
        table.columns[0].default = ""


def _change_generated(make: Generator, schema: Schema) -> None:
    for table in schema.tables:
        for column in table.columns:
            if column.generated:
                column.generated = make.chance.choice(("id * 3", "id + 1"))


def _change_enum(make: Generator, schema: Schema) -> None:
    enums = [thing for thing in schema.types if "ENUM" in thing.body]
    if enums:
        make.chance.choice(enums).body = make.chance.choice((
            "CREATE TYPE @ AS ENUM ('low', 'middle', 'high', 'top')",
            "CREATE TYPE @ AS ENUM ('none', 'low', 'middle', 'high')",
            "CREATE TYPE @ AS ENUM ('low', 'high')", "CREATE TYPE @ AS ENUM ('high', 'middle', 'low')",
        ))  # fmt: skip


def _change_domain(make: Generator, schema: Schema) -> None:
    for thing in schema.types:
        if "integer CONSTRAINT" in thing.body:
            thing.body = f"CREATE DOMAIN @ AS integer CONSTRAINT positive CHECK (VALUE > {make.chance.randint(-3, 0)})"
        elif "AS (a" in thing.body:
            thing.body = make.chance.choice(
                ("CREATE TYPE @ AS (a integer, b text, c date)", "CREATE TYPE @ AS (a bigint)")
            )


def _change_sequence(make: Generator, schema: Schema) -> None:
    for thing in schema.sequences:
        options = make.chance.choice(("", " INCREMENT BY 2", " MAXVALUE 1000 CYCLE", " START 5 MINVALUE 5"))
        thing.body = f"CREATE SEQUENCE @{options}"


def _change_function(make: Generator, schema: Schema) -> None:
    if not schema.functions:
        return
    thing = make.chance.choice(schema.functions)
    for old, new in (
        ("a + 1", "a + 2"), ("RETURNS integer LANGUAGE sql", "RETURNS bigint LANGUAGE sql"),
        ("y text", "y text, z integer"),
        ("SECURITY DEFINER", "SECURITY INVOKER"), ("a * 2", "a * 3"), ("SELECT 1", "SELECT 5"), ("IMMUTABLE", "STABLE"),
        ("DEFAULT 3", "DEFAULT 4"), ("'0'", "'1'"), ("AS 'SELECT a'", "AS 'SELECT a, a'"),
        ("search_path = ''", "work_mem = '8MB'"),
    ):  # fmt: skip
        if old in thing.body and make.often(0.6):
            thing.body = thing.body.replace(old, new)
            return


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
    """Give a table or view another name, without saying so: a drop and a creation."""
    things: list[Table | Thing] = [*schema.views, *schema.functions]
    if things:
        thing = make.chance.choice(things)
        thing.name = make.name({other.name for other in things})


def _drop_something(make: Generator, schema: Schema) -> None:
    which = make.chance.choice(("types", "sequences", "functions", "views", "late", "tables"))
    things = getattr(schema, which)
    if things:
        gone = make.chance.choice(things)
        things.remove(gone)
        if which != "tables":
            return
        schema.views = [view for view in schema.views if gone.title not in view.body]
        schema.late = [thing for thing in schema.late if gone.title not in thing.body]
        for table in schema.tables:
            for name in [n for n, text in table.references.items() if f"REFERENCES {gone.title} " in text]:
                del table.references[name]


def _change_partitions(make: Generator, schema: Schema) -> None:
    tables = [table for table in schema.tables if table.partition]
    if tables:
        table = make.chance.choice(tables)
        first = next(iter(table.partitions), "")
        match make.chance.randrange(3):
            case 0:
                table.partitions[f"{table.name[:50]}_p9"] = "FOR VALUES FROM (900) TO (1000)"
            case 1 if len(table.partitions) > 1:
                del table.partitions[first]
            case _ if first:
                table.partitions[first] = "FOR VALUES FROM (0) TO (200)"


EDITS: tuple[Edit, ...] = (
    _add_column, _add_column, _drop_column, _change_type, _change_type, _change_default, _change_not_null,
    _change_comment,
    _change_grants, _change_parts, _change_parts, _change_parts, _change_switches, _change_identity, _change_generated,
    _change_enum, _change_domain, _change_sequence, _change_function, _change_view, _rename_like, _drop_something,
    _change_partitions, lambda make, schema: make.add_table(schema), lambda make, schema: make.add_view(schema),
    lambda make, schema: make.add_function(schema), lambda make, schema: make.add_type(schema),
    lambda make, schema: make.add_late(schema),
)  # fmt: skip
