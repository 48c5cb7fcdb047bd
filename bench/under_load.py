"""`make bench-deploy`: the whole way from the legacy database to the declared one while the app keeps working.

Every row there was and every write the app was told of must be in the database afterwards; how long the app had to wait
is printed. Old code works under the old names of the chat tables; the table `documents` is gone for it.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.traffic import Traffic, traffic
from schemactl import pipeline
from schemactl.cli.output import say
from schemactl.demo.checks import CACHES, MOVED
from schemactl.demo.legacy import build_legacy
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.scratch.server import open_scratch, scratch_database
from schemactl.settings import Settings, load_settings

if TYPE_CHECKING:
    import psycopg

_PLACES = {**MOVED, "public.documents": "public.user_books"}
_EXPECTED = {"documents: UndefinedTable"}
"""What old code is told once its table has become a part of another one."""
_QUIET = 1.0
"""Seconds of work before and after the deploy, to compare with."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Deploy:
    """A deploy under load.

    Attributes:
        rows: How many there were before. `groups`: transactions of the plan.
        lost: Rows and writes that are nowhere afterwards, one line each; it must be empty.
        surprises: Refusals of the app that nobody announced, with their number; it must be empty.
        traffic: What the app did. `stages`: name to begin and end on the monotonic clock.
    """

    rows: int
    groups: int
    lost: tuple[str, ...]
    surprises: tuple[str, ...]
    traffic: Traffic
    stages: dict[str, tuple[float, float]]


def deploy_under_load(conninfo: str, settings: Settings) -> Deploy:
    """Take a legacy database to the declared state while the app works on it, and look for every row."""
    with connect(conninfo) as connection:
        before = _keys(connection, "public")
    with traffic(conninfo) as seen:
        quiet = _stretch(lambda: time.sleep(_QUIET))
        planning = time.monotonic()
        marks: list[float] = []

        def confirm(_: Plan) -> bool:
            marks.append(time.monotonic())
            return True

        request = pipeline.ApplyRequest(
            live=conninfo,
            desired="",
            plan=None,
            confirm=confirm,
            on_event=lambda _: None,
        )
        plan, report = pipeline.apply(request, settings, lambda _: None)
        ended = time.monotonic()
        after = _stretch(lambda: time.sleep(_QUIET))
    if report is None or not report.verified:
        raise SystemExit("the plan was not applied")
    return Deploy(
        rows=sum(map(len, before.values())),
        groups=len(plan.groups),
        lost=tuple(_lost(conninfo, before, seen)),
        surprises=tuple(f"{what} ({n})" for what, n in seen.refused.items() if what not in _EXPECTED),
        traffic=seen,
        stages={
            "before": quiet,
            "while planning": (planning, marks[0]),
            "while applying": (marks[0], ended),
            "after": after,
        },
    )


def _stretch(work: Any) -> tuple[float, float]:
    began = time.monotonic()
    work()
    return began, time.monotonic()


def _keys(connection: psycopg.Connection[Any], *schemas: str) -> dict[str, set[uuid.UUID]]:
    """Return the ids of all rows of all tables that have an `id`."""
    tables = connection.execute(
        "SELECT format('%%I.%%I', nspname, relname) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'id' WHERE nspname = ANY(%s) AND relkind = 'r'",
        [list(schemas)],
    ).fetchall()
    return {table: {key for (key,) in connection.execute(f"SELECT id FROM {table}".encode())} for (table,) in tables}


def _lost(conninfo: str, before: dict[str, set[uuid.UUID]], seen: Traffic) -> Iterator[str]:
    """Yield what is neither where it was, nor where its table went, nor in quarantine."""
    with connect(conninfo) as connection:
        after = _keys(connection, "public", "chat", "quarantine")
        pages = dict(connection.execute("SELECT id, last_read_page FROM public.user_books").fetchall())
    for table in before.keys() - set(CACHES):
        name = table.removeprefix("public.")
        wanted = before[table] | seen.written.get(name, set())
        found = after.get(_PLACES.get(table, table), set()) | after.get(f"quarantine.{name}", set())
        yield from (f"{table} {key}" for key in wanted - found)
    yield from (f"page of book {book}" for book, page in seen.pages.items() if pages.get(book) != page)


def main() -> None:
    """Build the legacy database, deploy under load, print what the app noticed."""
    parser = argparse.ArgumentParser(prog="python -m bench.under_load", description=__doc__)
    parser.add_argument("--scale", type=float, default=10.0, help="1 makes some 17,000 rows")
    scale = parser.parse_args().scale
    settings = load_settings(Path.cwd(), os.environ)
    settings = dataclasses.replace(settings, allow=tuple(f"SC101:{table}" for table in CACHES))
    with open_scratch("embedded") as server, scratch_database(server, "load") as name:
        say(f"building the legacy database at scale {scale:g}")
        with connect(server.conninfo(name)) as connection:
            build_legacy(connection, scale=scale)
        say("deploying")
        done = deploy_under_load(server.conninfo(name), settings)
        print(f"{server.description}, {os.cpu_count()} cores: {done.rows:,} rows, {done.groups} transactions")
    for stage, (began, ended) in done.stages.items():
        times = done.traffic.within(began, ended)
        middle, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
        print(
            f"  {stage:<15} {ended - began:>6.2f} s  {len(times):>6,} statements of the app:"
            f" median {middle * 1000:>6.1f} ms, p99 {p99 * 1000:>7.1f} ms, longest {times[-1] * 1000:>7.1f} ms"
        )
    written = sum(map(len, done.traffic.written.values()))
    print(
        f"  {written:,} rows and {len(done.traffic.pages):,} changed books were acknowledged meanwhile;"
        f" lost: {len(done.lost)}"
    )
    for line in (*done.lost[:20], *(f"refused: {what}" for what in done.surprises)):
        print(f"  {line}")
    sys.exit(1 if done.lost or done.surprises else 0)


if __name__ == "__main__":
    main()
