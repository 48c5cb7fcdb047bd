"""pg_cron's jobs as entries of a snapshot.

For pg_dump they are rows of an extension's table, which a schema-only archive leaves out, so they are read beside it.
A job schemactl schedules begins with a comment that names the schema of its declaration,
``/* schemactl public */ VACUUM``: whoever looks into ``cron.job`` sees where it comes from, and once nobody declares it
any more, it is known to be ours to remove. Jobs without a name cannot be declared and are not read.

Source: pg_cron 1.4 to 1.6, README and ``job_metadata.c``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import CRON_JOB
from schemactl.model.snapshot import Scheduler, Sight, Snapshot
from schemactl.postgres.queries import load_query
from schemactl.postgres.quoting import literal

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

EXTENSION = Address("EXTENSION", "", "pg_cron")
"""Where pg_cron stands in a snapshot that has it."""

_CREATE_EXTENSION = "CREATE EXTENSION IF NOT EXISTS pg_cron WITH SCHEMA pg_catalog;"
_MARK = re.compile(r"/\* schemactl (\S+) \*/ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A row of ``cron.job``.

    Attributes:
        name, schedule, command: What `cron.schedule` was given.
        owner: The role it runs as; empty for a job that is not scheduled yet.
        elsewhere: The database it runs in, or empty for the one at hand.
        active: Whether it is run at all.
        mine: Whether the login may change it by its name: it is the login's own, and runs here.
    """

    name: str
    schedule: str
    command: str
    owner: str = ""
    elsewhere: str = ""
    active: bool = True
    mine: bool = True


def marked(command: str, schema: str) -> str:
    """Return a command with the schema of its declaration noted, percent-encoded: its name could end the note."""
    return f"/* schemactl {quote(schema, safe='')} */ {command}"


def job_entry(job: Job) -> Entry:
    """Return a job as an entry of a snapshot; it has no drop command when another role or database has to drop it."""
    mark = _MARK.match(job.command)
    return Entry(
        address=Address(CRON_JOB, unquote(mark[1]) if mark else "", job.name),
        definition=_definition(job),
        drop=f"SELECT cron.unschedule({literal(job.name).strip()})" if job.mine else "",
        owner=job.owner,
        dependencies=(EXTENSION,),
    )


def _definition(job: Job) -> str:
    arguments = ", ".join(literal(text).strip() for text in (job.name, job.schedule, job.command))
    if job.elsewhere:
        active = "" if job.active else ", active => false"
        return f"SELECT cron.schedule_in_database({arguments}, {literal(job.elsewhere).strip()}{active});"
    if not job.active:
        return f"SELECT cron.alter_job(job_id => cron.schedule({arguments}), active => false);"
    return f"SELECT cron.schedule({arguments});"


def read_jobs(connection: psycopg.Connection[TupleRow]) -> tuple[Scheduler, tuple[Entry, ...]]:
    """Return what a database's pg_cron is and the jobs it has, as far as the login sees them.

    Args:
        connection: An idle session in autocommit mode.
    """
    row = connection.execute(load_query("postgres", "scheduler").encode()).fetchone()
    version, database, sight = row or ("", "", Sight.NONE)
    scheduler = Scheduler(version=version, database=database, sight=Sight(sight))
    if scheduler.sight is Sight.NONE:
        return scheduler, ()
    with connection.transaction():
        connection.execute("SET LOCAL row_security = on")
        rows = connection.execute(load_query("postgres", "cron_jobs").encode()).fetchall()
    entries: dict[Address, Entry] = {}
    for name, schedule, command, elsewhere, active, owner, mine in rows:
        job = Job(
            name=name, schedule=schedule, command=command, owner=owner, elsewhere=elsewhere, active=active, mine=mine
        )
        entry = job_entry(job)
        entries.setdefault(entry.address, entry)
    return scheduler, tuple(entries.values())


def with_entries_of_jobs(snapshot: Snapshot, jobs: Iterable[Entry]) -> Snapshot:
    """Return a snapshot with jobs after everything else.

    pg_cron keeps all it has in the schema ``cron``, whatever namespace CREATE EXTENSION named: 1.4 takes any and 1.6
    insists on pg_catalog, so that the difference means nothing.
    """
    entries = dict(snapshot.entries)
    if EXTENSION in entries:
        entries[EXTENSION] = dataclasses.replace(entries[EXTENSION], definition=_CREATE_EXTENSION, dependencies=())
    entries |= {entry.address: entry for entry in jobs}
    return dataclasses.replace(snapshot, entries=entries)
