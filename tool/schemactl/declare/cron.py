"""Scheduled commands: rows of pg_cron's table ``cron.job``, compared and planned like everything else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import MetaData

from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.location import caller_location
from schemactl.declare.scope import Scope
from schemactl.errors import DeclarationError
from schemactl.model.declaration import CronEntry, SourceLocation
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES

_INTERVAL = re.compile(r"(?P<count>\d+)\s+(?P<unit>second|minute|hour|day)s?\Z")
_MAXIMUM = {"second": 59, "minute": 60, "hour": 24, "day": 1}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_ITEM = re.compile(r"(?:\*|(?P<first>[a-z0-9]+)(?:-(?P<last>[a-z0-9]+))?)(?:/(?P<step>[0-9]+))?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One of the five fields: its name, its first and last number, and names for numbers, beginning at the first."""

    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()

    def complaint(self, text: str) -> str:
        """Return what is wrong with a text in this field; nothing when pg_cron takes it."""
        if text == "$" and self.name == "day of the month":  # the last day, since pg_cron 1.5
            return ""
        wrong = next((item for item in text.split(",") if not self._holds(item)), None)
        return "" if wrong is None else f"{wrong!r} is no {self.name} ({self.first} to {self.last})"

    def _holds(self, item: str) -> bool:
        match = _ITEM.match(item)
        if match is None:
            return False
        first, last, step = match.groups()
        if step is not None and (int(step) == 0 or (first and not last)):
            return False
        bounds = [self._number(bound) for bound in (first, last) if bound is not None]
        return all(self.first <= bound <= self.last for bound in bounds) and bounds == sorted(bounds)

    def _number(self, text: str) -> int:
        if text in self.names:
            return self.names.index(text) + self.first
        return int(text) if text.isdecimal() else -1


_FIELDS = (
    _Field(name="minute", first=0, last=59),
    _Field(name="hour", first=0, last=23),
    _Field(name="day of the month", first=1, last=31),
    _Field(name="month", first=1, last=12, names=_MONTHS),
    _Field(name="day of the week", first=0, last=7, names=_DAYS),
)


class Every:
    """How often something happens. pg_cron reckons in the time zone of its setting ``cron.timezone``, GMT by default.

    Args:
        interval: ``30 seconds`` (pg_cron 1.5 and later), ``15 minutes``, ``1 hour``, ``1 day``, or five fields as cron
            takes them.
        concurrently: Refresh a materialized view without blocking readers; it needs a unique index.

    Raises:
        DeclarationError: cron cannot express the interval: it does not divide a minute, an hour or a day.
    """

    def __init__(self, interval: str, *, concurrently: bool = False) -> None:
        self.schedule = _schedule(" ".join(interval.lower().split()), caller_location())
        self.concurrently = concurrently


def _schedule(interval: str, source: SourceLocation) -> str:
    """Return the interval in the form pg_cron takes (pg_cron README, "What is pg_cron?")."""
    fields = interval.split(" ")
    if len(fields) == len(_FIELDS):
        wrong = [text for field, value in zip(_FIELDS, fields, strict=True) if (text := field.complaint(value))]
        if wrong:
            raise _refused(interval, f"; {wrong[0]}", source)
        return interval
    match = _INTERVAL.match(interval)
    count, unit = (int(match["count"]), match["unit"]) if match else (0, "")
    if not 0 < count <= _MAXIMUM.get(unit, 0) or (unit != "second" and _MAXIMUM[unit] % count):
        raise _refused(interval, "", source)
    if unit == "second":
        return f"{count} seconds"
    return {
        "minute": "0 * * * *" if count == _MAXIMUM["minute"] else f"*/{count} * * * *",
        "hour": "0 0 * * *" if count == _MAXIMUM["hour"] else f"0 */{count} * * *",
        "day": "0 0 * * *",
    }[unit].replace("*/1 ", "* ")


def _refused(interval: str, reason: str, source: SourceLocation) -> DeclarationError:
    return DeclarationError(
        f"cron cannot run something every {interval!r}{reason}",
        hint='Use an interval that divides an hour or a day, "15 minutes", or five cron fields, "0 3 * * *".',
        source=source,
    )


def scheduled(name: str, schema: str, schedule: str, command: str, source: SourceLocation) -> CronEntry:
    """Return the entry of a job.

    Raises:
        DeclarationError: Its name is empty or longer than ``cron.job`` keeps.
    """
    if not 0 < len(name.encode()) <= MAX_IDENTIFIER_BYTES:
        raise DeclarationError(
            f"the cron job {name!r} needs a name of 1 to {MAX_IDENTIFIER_BYTES} bytes",
            hint="For a materialized view with a long name, declare a CronJob with a REFRESH command instead.",
            source=source,
        )
    return CronEntry(name=name, schema=schema, schedule=schedule, command=command, source=source)


def distinct_jobs(jobs: Iterable[CronEntry]) -> tuple[CronEntry, ...]:
    """Return jobs by name.

    Raises:
        DeclarationError: Two have the same name: pg_cron would replace one by the other.
    """
    known: dict[str, CronEntry] = {}
    for job in sorted(jobs, key=lambda job: (job.name, job.source)):
        first = known.setdefault(job.name, job)
        if first is not job:
            raise DeclarationError(
                f"the cron job {job.name!r} is declared a second time; first at {first.source}",
                hint="Give one of the two another name.",
                source=job.source,
            )
    return tuple(known.values())


class CronJob(StandaloneItem):
    """A command pg_cron runs, where the live database has pg_cron; a plan says so where it has not.

    It runs as the role that applied the plan. A job that schemactl scheduled says so in its command, and is unscheduled
    when nobody declares it any more; jobs that others scheduled are left alone, unless one of that name is declared.

    Args:
        name: Its name in ``cron.job``, at most 63 bytes.
        metadata: Where it is kept.
        schedule: Five cron fields or an interval as for `Every`.
        command: The command.
        schema: The schema it belongs to: it is managed when that schema is.

    Raises:
        DeclarationError: cron cannot express the schedule, or the name is empty or too long.
    """

    def __init__(self, name: str, metadata: MetaData, *, schedule: str, command: str, schema: str = "public") -> None:
        super().__init__(name, metadata, schema)
        self.schedule = Every(schedule).schedule
        self.command = command.strip().removesuffix(";")

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the entry."""
        yield scheduled(self.name, self.schema, self.schedule, self.command, self.source)
