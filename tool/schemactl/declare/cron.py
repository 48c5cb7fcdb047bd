"""Scheduled commands. A job is a row of ``cron.job``; it is recorded here and set up only where pg_cron exists."""

from __future__ import annotations

import re

from sqlalchemy import MetaData

from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.location import caller_location
from schemactl.declare.scope import Scope
from schemactl.errors import DeclarationError
from schemactl.model.declaration import CronEntry

_INTERVAL = re.compile(r"(?P<count>\d+)\s+(?P<unit>second|minute|hour|day)s?\Z")
_FIELDS = re.compile(r"\S+(?: \S+){4}\Z")
_MAXIMUM = {"second": 59, "minute": 60, "hour": 24, "day": 1}


class Every:
    """How often something happens.

    Args:
        interval: ``30 seconds``, ``15 minutes``, ``1 hour``, ``1 day``, or five fields as cron takes them.
        concurrently: Refresh a materialized view without blocking readers; it needs a unique index.

    Raises:
        DeclarationError: cron cannot express the interval: it does not divide a minute, an hour or a day.
    """

    def __init__(self, interval: str, *, concurrently: bool = False) -> None:
        self.schedule = _schedule(" ".join(interval.lower().split()))
        self.concurrently = concurrently


def _schedule(interval: str) -> str:
    """Return the interval in the form pg_cron takes (pg_cron README, "What is pg_cron?")."""
    match = _INTERVAL.match(interval)
    count, unit = (int(match["count"]), match["unit"]) if match else (0, "")
    divides = unit == "second" or (count > 0 and _MAXIMUM.get(unit, 0) % count == 0)
    if _FIELDS.match(interval):
        return interval
    if not 0 < count <= _MAXIMUM.get(unit, 0) or not divides:
        raise DeclarationError(
            f"cron cannot run something every {interval!r}",
            hint='Use an interval that divides an hour or a day, "15 minutes", or five cron fields, "0 3 * * *".',
            source=caller_location(),
        )
    if unit == "second":
        return f"{count} seconds"
    return {
        "minute": "0 * * * *" if count == _MAXIMUM["minute"] else f"*/{count} * * * *",
        "hour": "0 0 * * *" if count == _MAXIMUM["hour"] else f"0 */{count} * * *",
        "day": "0 0 * * *",
    }[unit].replace("*/1 ", "* ")


class CronJob(StandaloneItem):
    """A command pg_cron runs.

    Args:
        name: Its name in ``cron.job``.
        metadata: Where it is kept.
        schedule: Five cron fields or an interval as for `Every`.
        command: The command.
    """

    def __init__(self, name: str, metadata: MetaData, *, schedule: str, command: str) -> None:
        super().__init__(name, metadata)
        self.schedule = Every(schedule).schedule
        self.command = command.strip()

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the entry."""
        yield CronEntry(name=self.name, schedule=self.schedule, command=self.command, source=self.source)
