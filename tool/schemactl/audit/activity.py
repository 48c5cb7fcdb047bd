"""Activity: what runs by itself, and what holds back what VACUUM may remove."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Fact, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.model.figures import bytes_in_words, duration_in_words
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal

JOB_FAILED = Check(
    id="AU601",
    name="cron-job-failed",
    level=Level.WARNING,
    finds="A job of pg_cron whose last run failed.",
    why="What it is for has not happened since.",
    fix="Its message is in cron.job_run_details; correct the command.",
)
JOB_INACTIVE = Check(
    id="AU602",
    name="cron-job-inactive",
    level=Level.NOTE,
    finds="A job of pg_cron that is switched off, or active and without a finished run.",
    why="It does nothing.",
    fix="Switch it on, or unschedule it.",
)
LONG_TRANSACTION = Check(
    id="AU701",
    name="long-transaction",
    level=Level.WARNING,
    finds="A session whose transaction has been open for an hour or more.",
    why="VACUUM can remove nothing that ended after it began, and its locks stay.",
    fix="Find out what it waits for. If nobody needs it, end it.",
)
PREPARED = Check(
    id="AU702",
    name="forgotten-prepared-transaction",
    level=Level.WARNING,
    finds="A transaction that was prepared an hour or more ago and is neither committed nor rolled back.",
    why="It keeps its locks and holds VACUUM back, over restarts too.",
    fix="Ask the transaction manager that prepared it; then commit it or roll it back.",
)
UNUSED_SLOT = Check(
    id="AU703",
    name="unused-replication-slot",
    level=Level.WARNING,
    finds="A replication slot nobody reads from, or that has lost WAL it needs.",
    why="The server keeps WAL and dead rows for it, until the disk is full.",
    fix="Bring its reader back, or drop the slot.",
)

CRON_CHECKS = (JOB_FAILED, JOB_INACTIVE)
CHECKS = (LONG_TRANSACTION, PREPARED, UNUSED_SLOT)

_LONG = 3600
_LONGEST_COMMAND = 60


def examine_jobs(database: AuditedDatabase) -> Section:
    """Return the scheduled jobs and how they went."""
    if not any(row["name"] == "pg_cron" for row in database.ask("extensions")):
        return Section(title="Scheduled jobs", facts=(Fact(name="pg_cron", value="is not installed here"),))
    jobs = database.ask_own("cron_jobs")
    columns = (
        ("job", Unit.TEXT),
        ("schedule", Unit.TEXT),
        ("command", Unit.TEXT),
        ("last result", Unit.TEXT),
        ("ended", Unit.TIME),
    )
    rows = tuple(
        (
            row["name"] or str(row["id"]),
            row["schedule"],
            row["command"][:_LONGEST_COMMAND],
            row["status"],
            row["ended_at"],
        )
        for row in jobs
    )
    table = Table(title="jobs", columns=columns, rows=rows)
    facts = (Fact(name="jobs this login sees", value=len(jobs), unit=Unit.COUNT),)
    return Section(
        title="Scheduled jobs", facts=facts, tables=(table,) if rows else (), findings=tuple(_jobs(database))
    )


def _jobs(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("cron_jobs"):
        thing = f"cron job {identifier(row['name']) if row['name'] else row['id']}"
        if not row["active"]:
            yield JOB_INACTIVE.found(thing, "is switched off")
        elif row["status"] == "failed":
            message = row["message"] or "no message"
            yield JOB_FAILED.found(thing, f"failed at {row['ended_at']:%Y-%m-%d %H:%M} UTC: {message}")
        elif row["status"] is None:
            yield JOB_INACTIVE.found(thing, "has not finished a run yet, or its history was cleared")


def examine(database: AuditedDatabase) -> Section:
    """Return what holds VACUUM back."""
    sessions = database.ask("sessions")
    hidden = sum(row["hidden"] for row in sessions)
    if hidden:
        reason = f"{hidden} are hidden from this login; pg_read_all_stats or pg_monitor shows them"
        database.note("sessions of others", reason)
    facts = (
        Fact(name="open transactions", value=sum(row["seconds"] is not None for row in sessions), unit=Unit.COUNT),
        Fact(name="prepared transactions", value=len(database.ask("prepared_transactions")), unit=Unit.COUNT),
        Fact(name="replication slots", value=len(database.ask("replication_slots")), unit=Unit.COUNT),
    )
    return Section(title="Activity", facts=facts, findings=(*_long(database), *_prepared(database), *_slots(database)))


def _long(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("sessions"):
        if (row["seconds"] or 0) < _LONG:
            continue
        held = f", holding back {row['held_back']:,} transactions" if row["held_back"] else ""
        yield LONG_TRANSACTION.found(
            f"session {row['pid']}",
            f"of {row['login'] or 'the server'} ({row['application'] or 'no name'}) is {row['state'] or 'at work'} "
            f"in a transaction of {_since(row)}{held}",
        )


def _since(row: Row) -> str:
    return duration_in_words(timedelta(seconds=row["seconds"]))


def _prepared(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("prepared_transactions"):
        if row["seconds"] < _LONG:
            continue
        yield PREPARED.found(
            f"prepared transaction {literal(row['name']).strip()}",
            f"of {row['login']} in {row['database']} was prepared {_since(row)} ago, "
            f"holding back {row['held_back']:,} transactions",
        )


def _slots(database: AuditedDatabase) -> Iterator[Finding]:
    for row in database.ask("replication_slots"):
        if row["wal_status"] == "lost":
            yield UNUSED_SLOT.found(
                f"replication slot {row['name']}", "has lost WAL it needs and is of no use any more", level=Level.ERROR
            )
        elif not row["active"]:
            kept = f"keeps {bytes_in_words(row['wal_bytes'])} of WAL" if row["wal_bytes"] is not None else "keeps WAL"
            yield UNUSED_SLOT.found(f"replication slot {row['name']}", f"is read by nobody and {kept}")
