"""Sequences: options altered in place, ownership, and the step from a serial to an identity column with its position kept.

Source: PostgreSQL manual, ALTER SEQUENCE and ALTER TABLE ... ADD GENERATED.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.catalog import Row
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_PG_CLASS = 1259


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings sequences that exist on both sides into the desired shape."""
    pairs = sides.changed("SEQUENCE")
    lives = {row["oid"]: row for row in sides.clone.ask_for("sequences", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("sequences", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        before, after = lives[live.oid], wanted[desired.oid]
        commands = _commands(before, after, desired)
        yield _proposal(sides, live, commands, "options of the sequence differ" if commands else "sequence differs")
    for entry in sides.removed_alone("SEQUENCE OWNED BY"):
        name = qualified(entry.address.schema, entry.address.name)
        yield _proposal(sides, entry, (f"ALTER SEQUENCE {name} OWNED BY NONE",), "the sequence belongs to no column")


def _proposal(sides: Sides, entry: Entry, commands: tuple[str, ...], cause: str) -> Proposal:
    return Proposal(
        address=entry.address,
        alternatives=(commands,),
        verb=Verb.ALTER,
        cause=cause,
        stage=Stage.SHAPE,
        position=sides.created_at(entry.address),
        proposer="natives",
        target=(_PG_CLASS, entry.oid),
    )


def _commands(before: Row, after: Row, desired: Entry) -> tuple[str, ...]:
    name = qualified(before["schema"], before["name"])
    if bool(before["identity"]) == bool(after["identity"]):
        return _options(name, before, after)
    if after["identity"]:
        return _to_identity(name, before, desired)
    table, column = qualified(before["table_schema"], before["table_name"]), identifier(before["column_name"])
    return (
        f"ALTER TABLE {table} ALTER COLUMN {column} DROP IDENTITY",
        *(command.text for command in split_statements(desired.definition)),
        f"SELECT pg_catalog.setval({_regclass(name)}, GREATEST((SELECT pg_catalog.max({column}) FROM {table}), 1))",
    )


def _options(name: str, before: Row, after: Row) -> tuple[str, ...]:
    """Return one ALTER SEQUENCE with the options that differ; bounds are spelt out because their defaults follow the type."""
    words = {
        "data_type": "AS {}",
        "increment": "INCREMENT BY {}",
        "minimum": "MINVALUE {}",
        "maximum": "MAXVALUE {}",
        "start": "START WITH {}",
        "cache": "CACHE {}",
    }
    clauses = [form.format(after[key]) for key, form in words.items() if before[key] != after[key]]
    if before["cycle"] != after["cycle"]:
        clauses.append("CYCLE" if after["cycle"] else "NO CYCLE")
    commands = [f"ALTER SEQUENCE {name} {' '.join(clauses)}"] if clauses else []
    if before["persistence"] != after["persistence"]:
        commands.append(f"ALTER SEQUENCE {name} SET {'UNLOGGED' if after['persistence'] == 'u' else 'LOGGED'}")
    return tuple(commands)


def _to_identity(name: str, before: Row, desired: Entry) -> tuple[str, ...]:
    """Return the way from a sequence to an identity column: the old one steps aside until its position is read.

    The column's default is taken off by the table's own alteration, which comes first.
    """
    aside = identifier(f"{before['name'][:50]}__replaced")
    old = f"{identifier(before['schema'])}.{aside}"
    return (
        f"ALTER SEQUENCE {name} OWNED BY NONE",
        f"ALTER SEQUENCE {name} RENAME TO {aside}",
        *(command.text for command in split_statements(desired.definition)),
        f"SELECT pg_catalog.setval({_regclass(name)}, last_value, is_called) FROM {old}",
        f"DROP SEQUENCE {old}",
    )


def _regclass(name: str) -> str:
    return f"{literal(name).strip()}::pg_catalog.regclass"
