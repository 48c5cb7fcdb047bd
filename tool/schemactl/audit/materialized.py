"""Materialized views: whether they hold anything, how old that is, and whether a refresh locks readers out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from schemactl.audit.check import Check
from schemactl.audit.session import AuditedDatabase
from schemactl.model.audit import Cell, Finding, Section, Table, Unit
from schemactl.model.diagnostic import Level
from schemactl.model.figures import duration_in_words
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import qualified

NOT_POPULATED = Check(
    id="AU501",
    name="materialized-view-not-populated",
    level=Level.ERROR,
    finds="A materialized view that was never filled.",
    why="Every query of it fails.",
    fix="Refresh it.",
)
NO_UNIQUE_INDEX = Check(
    id="AU502",
    name="no-concurrent-refresh",
    level=Level.WARNING,
    finds="A materialized view without a unique index on plain columns.",
    why="It cannot be refreshed CONCURRENTLY, so every refresh locks its readers out.",
    fix="Add a unique index on the columns that tell its rows apart.",
)
STALE = Check(
    id="AU503",
    name="stale-materialized-view",
    level=Level.WARNING,
    finds="A materialized view whose last refresh failed, or that has missed two refreshes, by the record kept in its "
    "schema: a table with the columns view_name and refreshed_at, and optionally refresh_every and failed_at.",
    why="Its readers see old figures and cannot tell.",
    fix="See under Scheduled jobs why it is not refreshed, and refresh it.",
)
AGE_UNKNOWN = Check(
    id="AU504",
    name="refresh-age-unknown",
    level=Level.NOTE,
    finds="A materialized view about whose last refresh nothing is known. PostgreSQL does not record it.",
    why="Nobody can tell how old its figures are.",
    fix="Let what refreshes it write the time down in a table with the columns view_name and refreshed_at.",
)

CHECKS = (NOT_POPULATED, NO_UNIQUE_INDEX, STALE, AGE_UNKNOWN)

_COLUMNS = (
    ("materialized view", Unit.TEXT),
    ("size", Unit.BYTES),
    ("rows", Unit.COUNT),
    ("refreshed", Unit.TIME),
    ("refresh every", Unit.TEXT),
    ("file written", Unit.TIME),
)


def examine(database: AuditedDatabase) -> Section:
    """Return the state of the materialized views."""
    views = database.ask("materialized_views")
    records = _records(database) if views else {}
    written = {row["oid"]: row["written_at"] for row in database.ask("file_times")} if views else {}
    rows: list[tuple[Cell, ...]] = []
    findings: list[Finding] = []
    for view in views:
        record = records.get((view["schema"], view["name"]))
        findings += _view(view, record, _observed_at(database))
        refreshed = record["refreshed_at"] if record else None
        every = record["refresh_every"] if record else None
        promised = duration_in_words(every) if every else None
        name = qualified(view["schema"], view["name"])
        rows.append((name, view["total_bytes"], view["live_rows"], refreshed, promised, written.get(view["oid"])))
    table = Table(title="materialized views", columns=_COLUMNS, rows=tuple(rows))
    return Section(title="Materialized views", tables=(table,) if rows else (), findings=tuple(findings))


def _view(view: Row, record: Row | None, now: datetime | None) -> Iterator[Finding]:
    name = qualified(view["schema"], view["name"])
    thing = f"materialized view {name}"
    if not view["populated"]:
        yield NOT_POPULATED.found(thing, "was never filled", sql=f"REFRESH MATERIALIZED VIEW {name};")
    if not view["has_unique_index"]:
        yield NO_UNIQUE_INDEX.found(thing, "has no unique index that REFRESH ... CONCURRENTLY could use")
    if record is None or (record["refreshed_at"] is None and record["failed_at"] is None):
        if view["populated"]:
            yield AGE_UNKNOWN.found(thing, "nothing tells when it was last refreshed")
        return
    if record["failed_at"] is not None:
        yield STALE.found(thing, f"its last refresh failed, at {record['failed_at']:%Y-%m-%d %H:%M} UTC")
    elif now and record["refresh_every"]:
        age = now - record["refreshed_at"]
        if age > 2 * record["refresh_every"]:
            promised = duration_in_words(record["refresh_every"])
            yield STALE.found(thing, f"was refreshed {duration_in_words(age)} ago, and {promised} was promised")


def _records(database: AuditedDatabase) -> dict[tuple[str, str], Row]:
    """Return what is recorded of the last refresh of each view, by schema and name."""
    found: dict[tuple[str, str], Row] = {}
    for table in database.ask("refresh_records"):
        name = qualified(table["schema"], table["name"])
        promise = "r.refresh_every" if table["has_promise"] else "NULL::interval"
        failure = "r.failed_at" if table["has_failure"] else "NULL::timestamptz"
        rows = database.probe_all(
            f"refreshes recorded in {name}",
            f"SELECT r.view_name::text AS view, r.refreshed_at, {promise} AS refresh_every, {failure} AS failed_at "
            f"FROM {name} AS r WHERE r.view_name IS NOT NULL",
        )
        found |= {(table["schema"], row["view"]): row for row in rows}
    return found


def _observed_at(database: AuditedDatabase) -> datetime | None:
    return next((row["observed_at"] for row in database.ask("server")), None)
