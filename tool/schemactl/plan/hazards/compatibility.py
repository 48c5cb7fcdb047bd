"""SC3xx, SC403 and SC404: what code, subscribers and people on the other side have to know."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.catalogue import Severity
from schemactl.model.hazard import Hazard
from schemactl.model.statement import Verb
from schemactl.plan.hazards.seen import Seen, hazard
from schemactl.postgres.phrases import Action

_RENAMED = frozenset({"ALTER TABLE", "ALTER FOREIGN TABLE", "ALTER VIEW", "ALTER MATERIALIZED VIEW"})
_ROUTINES = frozenset({"FUNCTION", "PROCEDURE", "AGGREGATE"})
_REPLICATION = {
    ("PUBLICATION", Verb.DROP): (
        "Whoever subscribed to {name} gets nothing from it any more. If it is made anew: run ALTER SUBSCRIPTION ..."
        " REFRESH PUBLICATION on every subscriber afterwards."
    ),
    ("SUBSCRIPTION", Verb.DROP): (
        "The slot of {name} stays on the publisher and keeps its WAL there: drop it by"
        " SELECT pg_drop_replication_slot(...)."
    ),
    ("SUBSCRIPTION", Verb.CREATE): (
        "Nothing is replicated to {name} yet: it is made disabled, and without a slot. Make the slot on the publisher,"
        " then run ALTER SUBSCRIPTION ... ENABLE and ALTER SUBSCRIPTION ... REFRESH PUBLICATION."
    ),
    ("PUBLICATION", Verb.ALTER): "Subscribers of {name} get other tables, rows or columns.",
}


def compatibility(seen: Seen) -> Iterator[Hazard]:
    """Yield what a statement breaks for those who use the objects; what goes to the trash is as good as dropped."""
    if seen.statement.proposer == "trash":
        return
    yield from _renames(seen)
    if seen.phrase.head in ("ALTER TABLE", "ALTER FOREIGN TABLE") and not seen.on_new_table:
        for action in seen.phrase.actions:
            yield from _of_action(seen, action)
    yield from _routines_and_types(seen)
    yield from _elsewhere(seen)


def _renames(seen: Seen) -> Iterator[Hazard]:
    table = seen.phrase.subject
    if seen.phrase.head in _RENAMED:
        kept = any(address.kind == "VIEW" and f"{address.schema}.{address.name}" == table for address in seen.plan.made)
        severity = Severity.NOTE if kept else None
        for action in seen.phrase.actions:
            if action.says("RENAME TO") or action.says("SET SCHEMA"):
                message = f"{table} is not found under this name any more."
                yield hazard("SC301", table, message, severity=severity, applied=kept)
            elif column := action.part_after("RENAME COLUMN"):
                yield from _column_renamed(seen, table, column, action.part_after("RENAME COLUMN ~ TO"))
    elif seen.phrase.head == "ALTER SCHEMA" and seen.says("RENAME TO"):
        yield hazard("SC302", table, f"The schema {table} gets another name.")
    elif seen.phrase.head == "ALTER TYPE" and seen.says("RENAME VALUE"):
        yield hazard("SC302", table, f"A value of {table} gets another name.")


def _column_renamed(seen: Seen, table: str, column: str, name: str) -> Iterator[Hazard]:
    if (table, name) in seen.plan.exchanged:
        return
    if (table, column) in seen.plan.exchanged:
        message = f"The column {table}.{column} stands behind all others afterwards: INSERT and COPY must name columns."
        yield hazard("SC301", f"{table}.{column}", message, severity=Severity.NOTE)
    else:
        yield hazard("SC301", f"{table}.{column}", f"The column {table}.{column} gets another name.")


def _of_action(seen: Seen, action: Action) -> Iterator[Hazard]:
    table = seen.phrase.subject
    column = action.part_after("ALTER COLUMN")
    name = f"{table}.{column}"
    if column and action.says("ALTER COLUMN ~ DROP NOT NULL"):
        yield hazard("SC303", name, f"{name} may hold NULL from here on.")
    elif column and _changes_default(action) and not _passes(seen, column):
        yield hazard("SC304", name, f"Who leaves out {name} writes another value than before.")
    elif constraint := action.part_after("DROP CONSTRAINT"):
        if (table, constraint) not in seen.plan.constraints:
            yield hazard("SC305", f"{table}.{constraint}", f"{table} does not keep to {constraint} any more.")
    elif action.says("REPLICA IDENTITY"):
        yield hazard("SC404", table, f"Updates and deletes of {table} are sent to subscribers with other columns.")


def _changes_default(action: Action) -> bool:
    return action.says("ALTER COLUMN ~ SET DEFAULT") or action.says("ALTER COLUMN ~ DROP DEFAULT")


def _passes(seen: Seen, column: str) -> bool:
    """Return whether a default steps aside for a change of type, or belongs to a column the plan adds or exchanges."""
    same = [action for action in seen.phrase.actions if action.part_after("ALTER COLUMN") == column]
    return (
        any(action.says("ALTER COLUMN ~ TYPE") for action in same)
        or {"SET", "DROP"} <= {word for action in same if (word := _default_word(action))}
        or (seen.phrase.subject, column) in seen.plan.columns | seen.plan.exchanged
    )


def _default_word(action: Action) -> str:
    return next((word for word in ("SET", "DROP") if action.says(f"ALTER COLUMN ~ {word} DEFAULT")), "")


def _routines_and_types(seen: Seen) -> Iterator[Hazard]:
    statement = seen.statement
    name = f"{statement.address.schema}.{statement.address.name}"
    gone = statement.verb is Verb.DROP and seen.phrase.head.startswith("DROP ")
    if gone and statement.address.kind in _ROUTINES and statement.address not in seen.plan.made:
        yield hazard("SC306", name, f"{name} cannot be called any more.")
    if seen.phrase.head == "ALTER TYPE" and seen.says("ADD VALUE") and (seen.has("BEFORE") or seen.has("AFTER")):
        yield hazard("SC307", name, f"The new value of {name} sorts between others.", applied=True)


def _elsewhere(seen: Seen) -> Iterator[Hazard]:
    statement = seen.statement
    address = statement.address
    if seen.phrase.head == "ALTER EXTENSION" and seen.says("UPDATE"):
        yield hazard("SC403", address.name, f"The extension {address.name} becomes another version.")
    kind = "PUBLICATION" if address.kind.startswith("PUBLICATION ") else address.kind
    verb = Verb.ALTER if kind != address.kind else statement.verb
    message = _REPLICATION.get((kind, verb))
    if message and seen.phrase.head.endswith(kind) and not seen.phrase.head.startswith("COMMENT"):
        made_anew = verb is Verb.ALTER and any(a.kind == kind and a.name == address.name for a in seen.plan.made)
        if not made_anew:
            name = address.parent or address.name
            yield hazard("SC404", str(address), message.format(name=name))
