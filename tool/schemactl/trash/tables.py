"""A dropped table moves into the schema of the trash, with its rows, indexes, keys and sequences.

What acts for it or ties it to others goes first and is noted: foreign keys, triggers, rules, policies, publications.
Moving is a change of the catalogs alone, whatever the table holds (PostgreSQL manual, ALTER TABLE, SET SCHEMA).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.statement import Statement, Verb
from schemactl.model.trash import TRASH_SCHEMA, TrashNote
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.trash.place import NotKept, Place, noted, revoked, step

_COMES_BACK = (
    "STATISTICS",
    "RULE",
    "TRIGGER",
    "POLICY",
    "PUBLICATION TABLE",
    "PUBLICATION TABLE WHERE",
    "TABLE ATTACH",
)
"""What is noted in pg_dump's words, in the order in which it can be made again."""


def kept_table(statement: Statement, place: Place) -> Iterator[Statement]:
    """Yield what takes a table to the trash instead of dropping it; each is run before the next is asked for.

    Args:
        statement: DROP TABLE. `place`: the moment before it.

    Raises:
        NotKept: It cannot be kept.
        psycopg.Error: A question cannot be answered.
    """
    address = statement.address
    if address not in place.live:
        raise NotKept("it has another name before the plan")
    if (TRASH_SCHEMA, address.name) in place.taken:
        raise NotKept("the trash holds something under its name")
    name = qualified(address.schema, address.name)
    table = place.table(address.schema, address.name)
    yield from _with_partitions(statement, place, table)
    yield from _let_go(statement, place, table, name)
    keys = [row for row in place.ask("hangs_on", oid=table["oid"]) if row["kind"] == "FK CONSTRAINT"]
    yield from _untied(statement, place, table, name)
    yield from _without_what_goes(statement, place, table, name)
    yield from revoked(statement, table, name)
    parts = [("INDEX", part) for part in _indexes(place, address)] + [("SEQUENCE", s) for s in table["sequences"]]
    kept_as, *others = place.names(address.schema, (address.name, *(part for _, part in parts)))
    renamed = [(kind, old, new) for (kind, old), new in zip(parts, others, strict=True)]
    for kind, old, new in renamed:
        renaming = f"ALTER {kind} {qualified(address.schema, old)} RENAME TO {identifier(new)}"
        yield step(statement, renaming, "its name is free for others")
    note = TrashNote(
        schema=address.schema,
        table=address.name,
        days=place.days,
        back=(
            f"ALTER TABLE {qualified(TRASH_SCHEMA, kept_as)} SET SCHEMA {identifier(address.schema)}",
            f"ALTER TABLE {qualified(address.schema, kept_as)} RENAME TO {identifier(address.name)}",
            *(f"ALTER {k} {qualified(address.schema, new)} RENAME TO {identifier(old)}" for k, old, new in renamed),
            f"COMMENT ON TABLE {name} IS {literal(table['comment']) if table['comment'] else 'NULL'}",
        ),
        also=(*_keys(keys, name), *_belongings(place, address)),
        validate=tuple(
            f"ALTER TABLE {name} VALIDATE CONSTRAINT {identifier(k['name'])}" for k in keys if k["can_wait"]
        ),
    )
    yield noted(statement, address.schema, address.name, note)
    cause = f"{statement.cause}; kept as {TRASH_SCHEMA}.{kept_as} for {place.days} days"
    yield step(statement, f"ALTER TABLE {name} SET SCHEMA {TRASH_SCHEMA}", cause, Verb.DROP)
    renaming = f"ALTER TABLE {qualified(TRASH_SCHEMA, address.name)} RENAME TO {identifier(kept_as)}"
    yield step(statement, renaming, "no other thing in the trash has this name")


def _with_partitions(statement: Statement, place: Place, table: Row) -> Iterator[Statement]:
    """Yield what takes the partitions of a table to the trash, to which they stay attached there."""
    place.leaving |= {statement.address}
    for row in place.ask("partitions", oid=table["oid"]):
        partition = Address("TABLE", row["schema"], row["name"])
        yield from kept_table(dataclasses.replace(statement, address=partition), place)


def _indexes(place: Place, address: Address) -> list[str]:
    """Return the indexes a table has now: what leaned on what goes is not there any more."""
    return [str(index) for index in place.table(address.schema, address.name)["indexes"]]


def _let_go(statement: Statement, place: Place, table: Row, name: str) -> Iterator[Statement]:
    """Yield what takes a partition or an heir out of tables that stay."""
    for parent in place.ask("parents", oid=table["oid"]):
        if Address("TABLE", parent["schema"], parent["name"]) in place.leaving:
            continue
        above = qualified(parent["schema"], parent["name"])
        if parent["is_partition"]:
            command = f"ALTER TABLE {above} DETACH PARTITION {name}"
        else:
            command = f"ALTER TABLE {name} NO INHERIT {above}"
        # About the attachment, as any other detaching: there is an online form of it.
        attachment = Address("TABLE ATTACH" if parent["is_partition"] else "TABLE", *_place_of(statement))
        yield dataclasses.replace(step(statement, command, f"{above} does without it"), address=attachment)


def _place_of(statement: Statement) -> tuple[str, str]:
    return statement.address.schema, statement.address.name


def _untied(statement: Statement, place: Place, table: Row, name: str) -> Iterator[Statement]:
    for row in place.ask("hangs_on", oid=table["oid"]):
        yield step(statement, _end_of(row, name), "it would still act in the trash; how to make it again is noted")


def _end_of(row: Row, table: str) -> str:
    part = identifier(row["name"])
    match row["kind"]:
        case "FK CONSTRAINT":
            return f"ALTER TABLE {table} DROP CONSTRAINT {part}"
        case "STATISTICS":
            return f"DROP STATISTICS {qualified(row['schema'], row['name'])}"
        case "PUBLICATION TABLE":
            return f"ALTER PUBLICATION {part} DROP TABLE ONLY {table}"
        case kind:
            return f"DROP {kind} {part} ON {table}"


def _without_what_goes(statement: Statement, place: Place, table: Row, name: str) -> Iterator[Statement]:
    """Yield what lets a table do without types and functions that the plan drops; its values stay, as text."""
    for row in place.leaning(table["oid"]):
        part = identifier(row["name"])
        match row["kind"]:
            case "INDEX":
                command = f"DROP INDEX {qualified(statement.address.schema, row['name'])}"
            case "CONSTRAINT":
                command = f"ALTER TABLE {name} DROP CONSTRAINT {part}"
            case "COLUMN":
                command = f"ALTER TABLE {name} ALTER COLUMN {part} TYPE text"
            case word:
                command = f"ALTER TABLE {name} ALTER COLUMN {part} DROP {word}"
        yield step(statement, command, "the plan drops what it needs")


def _keys(keys: list[Row], name: str) -> Iterator[str]:
    for key in keys:
        later = " NOT VALID" if key["can_wait"] else ""
        yield f"ALTER TABLE {name} ADD CONSTRAINT {identifier(key['name'])} {key['definition']}{later}"


def _belongings(place: Place, address: Address) -> Iterator[str]:
    """Yield in pg_dump's words what belonged to a table before the plan and does not go along to the trash."""
    live, attached = place.live, place.ask("parents", oid=place.table(address.schema, address.name)["oid"])
    own = [entry for entry in live.entries.values() if address in entry.dependencies or entry.address == address]
    for kind in _COMES_BACK if not attached else _COMES_BACK[:-1]:
        for entry in own:
            a = entry.address
            on_it = address.name in (a.parent, a.name) or kind == "STATISTICS"
            if a.kind == kind and on_it and (kind == "STATISTICS" or a.schema in ("", address.schema)):
                yield from (command.text for command in split_statements(entry.definition))
    for entry in live.entries.values():
        a = entry.address
        if a.kind == "ACL" and a.schema == address.schema and address in entry.dependencies:
            yield from (command.text for command in split_statements(entry.definition))
