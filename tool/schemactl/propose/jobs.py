"""Declared jobs become entries of the desired side, as far as the live database can have jobs at all.

Whether jobs can be scheduled is the live server's affair: pg_cron must be loaded when a server starts, and only one of
its databases can have the extension. So nothing is declared on the scratch server; the entries are made here.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemactl.errors import CannotPlan, PermissionMissing
from schemactl.model.address import Address
from schemactl.model.declaration import CronEntry, SourceNote
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.entry import Entry
from schemactl.model.kinds import CRON_JOB
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Sight, Snapshot
from schemactl.postgres.cron import EXTENSION, Job, job_entry, marked
from schemactl.postgres.quoting import role

_FIRST_WITH_SECONDS = (1, 5)
"""pg_cron's change log: intervals of seconds, and ``$`` for the last day of a month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithJobs:
    """The desired side with its jobs.

    Attributes:
        snapshot, scope: What they were, and the jobs. `notes`: where the jobs were declared.
        diagnostics: Jobs that nobody runs, and what the login cannot see.
    """

    snapshot: Snapshot
    scope: Scope
    notes: tuple[SourceNote, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def with_jobs(live: Snapshot, desired: Snapshot, scope: Scope, declared: Iterable[CronEntry]) -> WithJobs:
    """Return the desired side with the declared jobs in it.

    Args:
        live: Decides whether there can be jobs. `desired`, `scope`: the side without them.
        declared: The jobs.

    Raises:
        CannotPlan: The live server's pg_cron does not know a schedule, or a job is another role's or database's.
        PermissionMissing: The login may not read the jobs there are.
    """
    jobs = tuple(job for job in declared if scope.schemas is None or job.schema in scope.schemas)
    # Jobs of another database or of SQL files are on the desired side already, and are meant to be on the live one.
    taken_from = {a for a in desired.entries if a.kind == CRON_JOB and (a.schema or scope.schemas is None)}
    scope = dataclasses.replace(scope, declared=scope.declared | taken_from)
    if EXTENSION not in live and (EXTENSION not in desired or not scope.manages(EXTENSION)):
        return _without_scheduler(live, desired, scope, jobs)
    if not jobs and not taken_from:
        return WithJobs(snapshot=desired, scope=scope)
    _require_sight(live)
    wanted = {entry.address: entry for entry in map(_entry, jobs)}
    _refuse(live, wanted, jobs)
    ground = {} if EXTENSION in desired or EXTENSION not in live else {EXTENSION: live[EXTENSION]}
    replaced = {address for address, _ in _same_name(live, wanted)}
    return WithJobs(
        snapshot=dataclasses.replace(desired, entries={**ground, **desired.entries, **wanted}),
        scope=dataclasses.replace(scope, declared=scope.declared | replaced),
        notes=tuple(SourceNote(schema=j.schema, name=j.name, kind=CRON_JOB, source=j.source) for j in jobs),
        diagnostics=(*_unseen(live, wanted), *map(_replaced, sorted(replaced))),
    )


def _entry(job: CronEntry) -> Entry:
    return job_entry(Job(name=job.name, schedule=job.schedule, command=marked(job.command, job.schema)))


def _without_scheduler(live: Snapshot, desired: Snapshot, scope: Scope, jobs: tuple[CronEntry, ...]) -> WithJobs:
    """Leave all jobs out, and name those that are declared: nobody runs them."""
    entries = {address: entry for address, entry in desired.entries.items() if address.kind != CRON_JOB}
    named = [job.name for job in jobs] + [a.name for a in desired.entries if a.kind == CRON_JOB]
    found: tuple[Diagnostic, ...] = ()
    if named:
        home = live.facts.scheduler.database
        where = f"; the server's jobs are those of database {home}" if home else ""
        found = (
            Diagnostic(
                code="no-scheduler",
                level=Level.WARNING,
                message=f"nobody runs {_listed(named)}: database {live.facts.database} has no pg_cron{where}",
                hint=_how_to_get_one(live),
                source=jobs[0].source if jobs else None,
            ),
        )
    return WithJobs(snapshot=dataclasses.replace(desired, entries=entries), scope=scope, diagnostics=found)


def _how_to_get_one(live: Snapshot) -> str:
    database, home = live.facts.database, live.facts.scheduler.database
    if home == database:
        return "As a superuser: CREATE EXTENSION pg_cron WITH SCHEMA pg_catalog, and run schemactl again."
    if home:
        return (
            f"Set cron.database_name to {database} and restart the server, or schedule them in database {home} "
            "with cron.schedule_in_database."
        )
    return (
        f"Add pg_cron to shared_preload_libraries, set cron.database_name to {database}, restart the server, and "
        "CREATE EXTENSION pg_cron; or run the commands from a scheduler of your own."
    )


def _listed(names: list[str]) -> str:
    return f"{len(names)} declared cron {'job' if len(names) == 1 else 'jobs'} ({', '.join(sorted(names))})"


def _require_sight(live: Snapshot) -> None:
    if EXTENSION in live and live.facts.scheduler.sight is Sight.NONE:
        login = live.facts.login
        raise PermissionMissing(
            f"the login {login} may not read cron.job, where the declared cron jobs are",
            hint=f"As a superuser: GRANT USAGE ON SCHEMA cron TO {role(login)}.",
        )


def _refuse(live: Snapshot, wanted: dict[Address, Entry], jobs: tuple[CronEntry, ...]) -> None:
    """Raise when a job cannot be scheduled as declared, which the server would say in the middle of a run, or never."""
    version = live.facts.scheduler.version
    known = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    for job in jobs:
        if known and known < _FIRST_WITH_SECONDS and ("second" in job.schedule or "$" in job.schedule):
            raise CannotPlan(
                f"pg_cron {version} of the live server cannot run cron job {job.name} at {job.schedule!r}",
                hint="Seconds and $ need pg_cron 1.5: declare whole minutes, or ALTER EXTENSION pg_cron UPDATE.",
                source=job.source,
            )
    places = {job.name: job.source for job in jobs}
    for address, entry in _same_name(live, wanted):
        if not entry.drop:
            whose = f"role {entry.owner}" if entry.owner != live.facts.login else "another database"
            raise CannotPlan(
                f"a cron job named {address.name} is there already and belongs to {whose}: it would run twice",
                hint="Apply as that role, give the declared job another name, or unschedule the one that is there.",
                source=places[address.name],
            )


def _same_name(live: Snapshot, wanted: dict[Address, Entry]) -> Iterator[tuple[Address, Entry]]:
    """Yield live jobs that schemactl did not schedule and that have the name of a declared one."""
    names = {address.name for address in wanted}
    for address, entry in live.entries.items():
        if address.kind == CRON_JOB and not address.schema and address.name in names:
            yield address, entry


def _replaced(address: Address) -> Diagnostic:
    return Diagnostic(
        code="job-replaced",
        level=Level.NOTE,
        message=f"cron job {address.name} was scheduled by hand; the declared one takes its place",
        hint="Its runs stay on record in cron.job_run_details, under its old number.",
        address=address,
    )


def _unseen(live: Snapshot, wanted: dict[Address, Entry]) -> Iterator[Diagnostic]:
    missing = [address.name for address in wanted if address not in live]
    if missing and live.facts.scheduler.sight is Sight.OWN:
        yield Diagnostic(
            code="jobs-unseen",
            level=Level.NOTE,
            message=f"{live.facts.login} sees none but its own cron jobs; {_listed(missing)} may be another role's",
            hint="Row security hides those in cron.job. Work as the role that scheduled them, or one with BYPASSRLS.",
        )
