"""SC1xx: what loses rows, and what may fail on those that are there."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.catalogue import Severity
from schemactl.model.hazard import Hazard
from schemactl.model.statement import Statement, Trait, Verb
from schemactl.plan.hazards.seen import Seen, hazard
from schemactl.postgres.quoting import qualified

_KEYS = ("ADD CONSTRAINT ~ UNIQUE", "ADD CONSTRAINT ~ PRIMARY KEY", "ADD CONSTRAINT ~ EXCLUDE")
_RULES = ("ADD CONSTRAINT ~ CHECK", "ADD CONSTRAINT ~ FOREIGN KEY", "VALIDATE CONSTRAINT ~")
_CONTENT = {"MATERIALIZED VIEW": "The content of {} is gone.", "SEQUENCE": "Nobody knows where {} stood."}


def losses(seen: Seen) -> Iterator[Hazard]:
    """Yield what a statement removes."""
    for part in seen.statement.parts:
        for lost in part.loses:
            identity, message = _kind_of_loss(part, lost, seen)
            yield hazard(identity, lost, message.format(lost=lost))
    yield from _gone(seen)
    yield from _made_anew(seen)
    yield from _declared(seen)


def failures(seen: Seen) -> Iterator[Hazard]:
    """Yield why a statement may fail on rows."""
    for part in seen.statement.parts:
        yield from _on_values(part)
    if seen.statement.locks and not seen.on_new_table:
        yield from _on_rules(seen)


def _kind_of_loss(statement: Statement, lost: str, seen: Seen) -> tuple[str, str]:
    address = statement.address
    if Trait.ROUNDS_VALUES in statement.traits:
        return "SC107", "The values of {lost} are rounded or cut."
    if address.kind in ("TYPE", "DOMAIN"):
        return "SC102", "Attributes of the values of {lost} are removed."
    if statement.column or lost.startswith(f"{address.schema}.{address.name}."):
        return "SC102", "The values of {lost} are removed."
    if seen.phrase.head == "DROP TABLE" and seen.phrase.subject in seen.plan.partitions:
        return "SC104", "The partition {lost} is removed with its rows."
    return "SC101", "The rows of {lost} are removed."


def _gone(seen: Seen) -> Iterator[Hazard]:
    statement = seen.statement
    address = statement.address
    if statement.verb is not Verb.DROP or not seen.phrase.head.startswith("DROP ") or address in seen.plan.made:
        return
    if address.kind == "SCHEMA":
        yield hazard("SC103", address.name, f"The schema {address.name} is dropped.")
    elif address.kind in _CONTENT:
        name = f"{address.schema}.{address.name}"
        yield hazard("SC105", name, _CONTENT[address.kind].format(name))


def _made_anew(seen: Seen) -> Iterator[Hazard]:
    statement, actions = seen.statement, seen.phrase.actions
    name = f"{statement.address.schema}.{statement.address.name}"
    if seen.phrase.head == "CREATE TYPE" and statement.verb is Verb.ALTER and seen.has("AS ENUM"):
        yield hazard("SC106", name, f"The enum {name} is made anew, and every column of it is converted.")
    added = {action.part_after("ADD COLUMN") for action in actions} - {""}
    for column in sorted(added & {action.part_after("DROP COLUMN") for action in actions}):
        yield hazard("SC108", f"{name}.{column}", f"The column {name}.{column} is dropped and added again.")


def _declared(seen: Seen) -> Iterator[Hazard]:
    if seen.statement.address.kind != "DATA STEP":
        return
    name = seen.statement.address.name
    yield hazard("SC116", name, f"The data step {name} does what somebody wrote.")
    if seen.phrase.head.startswith("TRUNCATE"):
        yield hazard("SC109", name, f"The data step {name} truncates a table.")


def _on_values(statement: Statement) -> Iterator[Hazard]:
    table = f"{statement.address.schema}.{statement.address.name}"
    if Trait.REQUIRES_VALUE in statement.traits:
        message = "A column without a default must not be NULL: this fails when the table holds rows."
        yield hazard("SC110", f"{table}.{statement.column}", message)
    if Trait.MAY_NOT_FIT in statement.traits:
        column = f".{statement.column}" if statement.column else ""
        message = "It fails when a row does not fit, which cannot be asked beforehand."
        yield hazard("SC113", f"{table}{column}", message)


def _on_rules(seen: Seen) -> Iterator[Hazard]:
    """Yield which rule rows may break; where the plan asks them first, that is for the record.

    A column that becomes NOT NULL is asked about by `schemactl.plan.preflight`, all else by the statement's question.
    """
    reading = [part for part in seen.statement.parts if part.question or Trait.READS_ALL_ROWS in part.traits]
    asked = bool(reading) and all(part.question or part.column or Trait.KEPT_BEFORE in part.traits for part in reading)
    severity = Severity.NOTE if asked else None
    address = seen.statement.address
    table = seen.phrase.subject or qualified(address.schema, address.name)
    reads = any(lock.scanned for lock in seen.statement.locks)
    unique = seen.phrase.head == "CREATE INDEX" and seen.has("UNIQUE INDEX")
    if reads and not seen.has("USING INDEX") and (unique or any(seen.says(words) for words in _KEYS)):
        yield hazard("SC111", table, "It fails where rows repeat each other.", severity=severity, applied=asked)
    if reads and (seen.says("ALTER COLUMN ~ SET NOT NULL") or seen.says("ADD CONSTRAINT ~ NOT NULL")):
        yield hazard("SC112", table, "It fails where a row holds NULL.", severity=severity, applied=asked)
    if reads and (any(seen.says(words) for words in _RULES) or seen.phrase.head == "ALTER DOMAIN"):
        yield hazard("SC113", table, "It fails where a row breaks the rule.", severity=severity, applied=asked)
