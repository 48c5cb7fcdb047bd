"""Moves and renames: ALTER ... SET SCHEMA and RENAME, before anything is compared, so that nothing is made again.

Everything attached travels along: rows, indexes, keys, triggers, policies, grants, comments.
Source: PostgreSQL manual, ALTER TABLE ... SET SCHEMA.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.model.address import Address
from schemactl.model.intent import Intent, MovedFrom, RenamedColumn, RenamedPart
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.relations import Relation

_ON_TABLE = frozenset({"CONSTRAINT", "TRIGGER", "POLICY"})
_WITH_ROWS = ("TABLE", "MATERIALIZED VIEW")
_CONSTRAINTS = ("CONSTRAINT", "FK CONSTRAINT", "CHECK CONSTRAINT")


def old_address(intent: MovedFrom) -> Address:
    """Return the address an object had before its move."""
    return Address(intent.kind, intent.old_schema, intent.old_name + intent.arguments)


def new_address(intent: MovedFrom) -> Address:
    """Return the address an object has after its move."""
    return Address(intent.kind, intent.schema, intent.name + intent.arguments)


def is_due(intent: MovedFrom, live: Snapshot) -> bool:
    """Return whether the object still is where it used to be and its new place is free."""
    return old_address(intent) in live and new_address(intent) not in live


def move(intent: MovedFrom, live: Snapshot, desired: Snapshot) -> Iterator[Statement]:
    """Yield the commands that move one object; its new namespace is created first where it is missing."""
    namespace = Address("SCHEMA", "", intent.schema)
    if intent.schema != intent.old_schema and namespace not in live and namespace in desired:
        for create in split_statements(desired[namespace].definition):
            yield _statement(create.text, namespace, f"{intent.name} moves into it", intent)
    word = f"ALTER {intent.kind}"
    where = intent.old_schema
    if intent.schema != intent.old_schema:
        name = qualified(intent.old_schema, intent.old_name) + intent.arguments
        command = f"{word} {name} SET SCHEMA {identifier(intent.schema)}"
        yield _statement(command, new_address(intent), f"moved from {intent.old_schema}", intent)
        where = intent.schema
    if intent.name != intent.old_name:
        name = qualified(where, intent.old_name) + intent.arguments
        yield _statement(f"{word} {name} RENAME TO {identifier(intent.name)}", new_address(intent), "renamed", intent)


def rename_column(intent: RenamedColumn, relation: Relation) -> Iterator[Statement]:
    """Yield the rename of a column that still has its old name."""
    if intent.old_name not in relation.columns or intent.name in relation.columns:
        return
    address = Address("TABLE", intent.schema, intent.table)
    command = (
        f"ALTER TABLE {relation.sql_name} RENAME COLUMN {identifier(intent.old_name)} TO {identifier(intent.name)}"
    )
    yield _statement(command, address, f"column {intent.old_name} is renamed", intent)


def rename_part(intent: RenamedPart, live: Snapshot, labels: tuple[str, ...]) -> Iterator[Statement]:
    """Yield the rename of an index, constraint, trigger, policy or enum value that still has its old name.

    Args:
        intent: It. `live`: the database before.
        labels: For an enum value, the labels the live type has.
    """
    owner, old, new = qualified(intent.schema, intent.parent), identifier(intent.old_name), identifier(intent.name)
    match intent.kind:
        case "ENUM VALUE":
            due = intent.old_name in labels and intent.name not in labels
            command = (
                f"ALTER TYPE {owner} RENAME VALUE {literal(intent.old_name).strip()} TO {literal(intent.name).strip()}"
            )
        case "INDEX":
            before, after = (Address("INDEX", intent.schema, name) for name in (intent.old_name, intent.name))
            due = before in live and after not in live
            command = f"ALTER INDEX {qualified(intent.schema, intent.old_name)} RENAME TO {new}"
        case "CONSTRAINT":
            due = _has_constraint(live, intent, intent.old_name) and not _has_constraint(live, intent, intent.name)
            command = f"ALTER TABLE {owner} RENAME CONSTRAINT {old} TO {new}"
        case kind:
            due = _on_table(kind, intent, intent.old_name) in live and _on_table(kind, intent, intent.name) not in live
            command = f"ALTER {kind} {old} ON {owner} RENAME TO {new}"
    if due:
        yield _statement(
            command, _on_table(intent.kind, intent, intent.name), f"renamed from {intent.old_name}", intent
        )


def _has_constraint(live: Snapshot, intent: RenamedPart, name: str) -> bool:
    return any(_on_table(kind, intent, name) in live for kind in _CONSTRAINTS)


def _on_table(kind: str, intent: RenamedPart, name: str) -> Address:
    return Address(kind, intent.schema, f"{intent.parent} {name}", intent.parent)


def _statement(sql: str, address: Address, cause: str, intent: MovedFrom | RenamedColumn | RenamedPart) -> Statement:
    return Statement(
        sql=sql,
        address=address,
        verb=Verb.CREATE if address.kind == "SCHEMA" else Verb.MOVE,
        cause=cause,
        phase=Phase.EXPAND,
        proposer="intents",
        source=intent.source,
    )


def former_names(declared: Iterable[Intent], live: Snapshot) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the names that tables have before their moves and renames, by the new ones; of what is due alone."""
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for intent in declared:
        if not isinstance(intent, MovedFrom) or not is_due(intent, live):
            continue
        if intent.kind in _WITH_ROWS:
            names[intent.schema, intent.name] = (intent.old_schema, intent.old_name)
        elif intent.kind == "SCHEMA":
            inside = [a.name for a in live.entries if a.kind in _WITH_ROWS and a.schema == intent.old_name]
            names |= {(intent.name, name): (intent.old_name, name) for name in inside}
    return names
