"""The commands that only look at a live database: `drift`, `audit`, `coverage`, `history` and `snapshot`."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from schemactl.errors import UsageError
from schemactl.model.report import DriftReport
from schemactl.model.snapshot import Snapshot
from schemactl.pipeline.planning import bench_of, in_transition, intents_of, read_both
from schemactl.pipeline.say import Say
from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.postgres.reading import reading
from schemactl.propose.aliases import with_aliases
from schemactl.propose.compare import differs
from schemactl.settings import Settings
from schemactl.sources import workshop

if TYPE_CHECKING:
    from schemactl.model.audit import AuditReport
    from schemactl.model.coverage import CoverageReport
    from schemactl.model.history import History

_NEWEST_MAJOR = 18


def drift(live: str, desired: str, settings: Settings, say: Say) -> DriftReport:
    """Return what the live database has done to the declared state, seen from the declarations."""
    from schemactl.drift.compare import drift_report
    from schemactl.rehearse.planner import Differences, find_differences

    with workshop(settings, live) as shop:
        both = read_both(live, desired, settings, shop, say)
        scope = both.desired.scope
        intents = intents_of(both, None, None)
        wanted = with_aliases(intents.aliases, both.live, both.desired.snapshot)
        found = Differences.none()
        if differs(both.live, wanted, scope):
            found = find_differences(bench_of(shop, both.live), both.live, wanted, scope, intents)
        remarks = (*found.diagnostics, *both.desired.diagnostics, *in_transition(intents, both.live))
        found = dataclasses.replace(found, diagnostics=remarks)
        return drift_report(found, database=both.live.facts.database, observed_at=datetime.now(tz=UTC))


def audit(live: str, settings: Settings, say: Say) -> AuditReport:
    """Return what there is to say about a live database, whoever made it.

    Args:
        live: A URL; empty for libpq's own variables. Any login will do.
        settings: The schemas to look at; all where none are managed. `say`: told what is going on.

    Raises:
        ConnectionFailed: It cannot be reached.
    """
    from schemactl.audit.run import audit_database

    say("looking at the live database")
    with reading(), connect(live) as connection:
        return audit_database(connection, settings.schemas)


def history(live: str, run_id: int | None, most: int) -> History:
    """Return what earlier runs did to a live database.

    Args:
        live: A URL; empty for libpq's own variables. `run_id`: one run with its statements; None for a list.
        most: How many runs are listed at most.

    Raises:
        ConnectionFailed, PermissionMissing: The database or its history cannot be read.
        UsageError: There is no such run.
    """
    from schemactl.apply.past import read_history

    with reading(), connect(live) as connection:
        return read_history(connection, run_id, most)


def coverage(live: str, major: int | None, settings: Settings) -> CoverageReport:
    """Return what is covered.

    Args:
        live: A URL; empty for none. `major`: the version to speak of where no database is looked at; None for the
            newest. `settings`: the scratch server, for its pg_dump.

    Raises:
        UsageError: A database and another version were given.
        ConnectionFailed, PermissionMissing, ArchiveError: The database cannot be read.
    """
    from schemactl.model.coverage import coverage_of

    if not live:
        return coverage_of(major or _NEWEST_MAJOR)
    if major:
        raise UsageError("a database has a version of its own", hint="Give --database-url or --postgres, not both.")
    found = snapshot(live, settings)
    return coverage_of(found.facts.major, found)


def snapshot(live: str, settings: Settings) -> Snapshot:
    """Return the snapshot of a live database."""
    with workshop(settings, live) as shop:
        return take_snapshot(live, shop.pg_dump, with_sizes=True)
