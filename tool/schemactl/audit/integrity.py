"""Integrity: what the server is told to watch over and does not, or what may be lost."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.audit.check import Check, constraint_of
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Unit
from schemactl.model.diagnostic import Level
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified

NOT_VALIDATED = Check(
    id="AU101",
    name="constraint-not-validated",
    level=Level.WARNING,
    finds="A constraint that is NOT VALID or NOT ENFORCED.",
    why="Rows that break it may be there, and the planner cannot rely on it.",
    fix="Correct the rows, then validate it; that locks out nobody who reads or writes.",
)
INVALID_INDEX = Check(
    id="AU102",
    name="invalid-index",
    level=Level.ERROR,
    finds="An index that is not valid: a CREATE or REINDEX CONCURRENTLY that failed, or a partitioned one whose parts "
    "are missing.",
    why="No query uses it, most writes pay for it, and a unique one may not keep its promise.",
    fix="Build it again. If it is a left-over of REINDEX (its name ends in _ccnew or _ccold), drop it.",
)
DISABLED_TRIGGER = Check(
    id="AU103",
    name="disabled-trigger",
    level=Level.WARNING,
    finds="A trigger, or the check of a foreign key, that is switched off.",
    why="Whatever it keeps right is wrong for every row written since, and nothing says so.",
    fix="Find out why it was switched off; enable it or drop it, and correct the rows written meanwhile.",
)
DETACH_PENDING = Check(
    id="AU104",
    name="detach-pending",
    level=Level.WARNING,
    finds="A partition whose DETACH CONCURRENTLY did not come to its end.",
    why="Queries of the parent no longer see its rows, and no other partition can be detached this way.",
    fix="Finish it.",
)
UNLOGGED = Check(
    id="AU107",
    name="unlogged-table",
    level=Level.WARNING,
    finds="A table that is UNLOGGED.",
    why="A crash empties it, and standbys and physical backups do not have its rows.",
    fix="SET LOGGED if its rows matter. That writes the whole table anew under a lock.",
)
SEQUENCE_NEAR_END = Check(
    id="AU108",
    name="sequence-near-end",
    level=Level.WARNING,
    finds="A sequence that has used three quarters of the numbers it, or its column, can hold; an error from 90 % on.",
    why="After the last number every INSERT fails.",
    fix="Change the column, and all that refer to it, to bigint in good time.",
)
SEQUENCE_BEHIND = Check(
    id="AU109",
    name="sequence-behind",
    level=Level.ERROR,
    finds="A sequence whose next number is not above the largest value of its column.",
    why="INSERTs that rely on it fail, or give two rows the same number where nothing forbids that.",
    fix="Set it behind the largest value, while nobody inserts.",
)

SAME_NAME = Check(
    id="AU110",
    name="same-table-name",
    level=Level.NOTE,
    finds="Tables in several of the schemas that have one name.",
    why="The search_path decides which one a query means; after a move, rows may go on arriving in the old one.",
    fix="If one is a left-over, see whether rows still arrive in it, merge them and drop it.",
)

CHECKS = (
    NOT_VALIDATED,
    INVALID_INDEX,
    DISABLED_TRIGGER,
    DETACH_PENDING,
    UNLOGGED,
    SEQUENCE_NEAR_END,
    SEQUENCE_BEHIND,
    SAME_NAME,
)

_NEAR, _VERY_NEAR = 75, 90


def examine(database: AuditedDatabase) -> Section:
    """Return what is not watched over."""
    findings = (
        *_not_validated(database),
        *_invalid_indexes(database),
        *_disabled_triggers(database),
        *_detach_pending(database),
        *_unlogged(database),
        *_sequences(database),
        *_same_names(database),
    )
    facts = (
        Fact(name="foreign keys", value=len(database.ask("foreign_keys")), unit=Unit.COUNT),
        Fact(name="constraints not validated", value=len(database.ask("constraints")), unit=Unit.COUNT),
        Fact(name="sequences", value=len(database.ask("sequences")), unit=Unit.COUNT),
    )
    return Section(title="Integrity", facts=facts, findings=findings)


def _not_validated(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("constraints"):
        table = qualified(row["schema"], row["relation"])
        sql = f"ALTER TABLE {table} VALIDATE CONSTRAINT {identifier(row['name'])};" if row["enforced"] else ""
        yield NOT_VALIDATED.found(
            f"constraint {constraint_of(row['name'], row['schema'], row['relation'])}",
            f"is {'NOT VALID' if row['enforced'] else 'NOT ENFORCED'}",
            sql=sql,
        )


def _invalid_indexes(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("invalid_indexes"):
        if row["being_built"]:
            continue
        index = qualified(row["schema"], row["name"])
        what = "unique index" if row["is_unique"] else "index"
        state = "is not valid" if row["ready"] else "is neither valid nor kept up to date"
        sql = "" if row["partitioned"] else f"REINDEX INDEX CONCURRENTLY {index};"
        yield INVALID_INDEX.found(
            f"index {index}", f"{what} on {qualified(row['schema'], row['relation'])} {state}", sql=sql
        )


def _disabled_triggers(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("disabled_triggers"):
        where = constraint_of(row["name"], row["schema"], row["relation"])
        if row["is_reference"]:
            yield DISABLED_TRIGGER.found(f"foreign key {where}", "is not checked: its triggers are switched off")
        else:
            yield DISABLED_TRIGGER.found(f"trigger {where}", "is switched off")


def _detach_pending(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("detached_partitions"):
        partition, parent = qualified(row["schema"], row["name"]), qualified(row["parent_schema"], row["parent"])
        yield DETACH_PENDING.found(
            f"table {partition}",
            f"is half detached from {parent}",
            sql=f"ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE;",
        )


def _unlogged(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("unlogged_tables"):
        yield UNLOGGED.found(f"table {qualified(row['schema'], row['name'])}", "is UNLOGGED")


def _same_names(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("same_names"):
        schemas = ", ".join(identifier(schema) for schema in row["schemas"])
        yield SAME_NAME.found(f"table {identifier(row['name'])}", f"is in the schemas {schemas}")


def _sequences(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("sequences"):
        name = qualified(row["schema"], row["name"])
        if not row["readable"]:
            database.note(f"sequence {name}", "the login may neither use nor read it")
            continue
        last, end = row["last_value"], row["last_number"]
        used = 100 * last // end if last is not None and end > 0 and row["step"] > 0 else 0
        if used >= _NEAR and not row["cycles"]:
            yield SEQUENCE_NEAR_END.found(
                f"sequence {name}",
                f"has reached {last:,} of {end:,} ({used} %)",
                level=Level.ERROR if used >= _VERY_NEAR else Level.WARNING,
            )
        if row["table_name"] and row["step"] > 0 and not row["cycles"]:
            following = row["start"] if last is None else last + row["step"]
            yield from _behind(database, name, following, row)


def _behind(database: AuditedDatabase, name: str, following: int, row: Row) -> Iterator[Finding]:
    where, key = qualified(row["table_schema"], row["table_name"]), identifier(row["column_name"])
    found = database.probe(f"largest {key} of {where}", f"SELECT max({key}) AS largest FROM {where}")
    if found and found["largest"] is not None and found["largest"] >= following:
        yield SEQUENCE_BEHIND.found(
            f"sequence {name}",
            f"gives {following:,} next, and {where} already holds {found['largest']:,} in {key}",
            sql=f"SELECT pg_catalog.setval({literal(name).strip()}, (SELECT max({key}) FROM {where}));",
        )
