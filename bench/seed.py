"""`make bench-seed`: ten questions, asked of the legacy and of the restructured database with the same rows."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.questions import QUESTIONS
from bench.seed_measure import Result, Session, draw_parameters, measure
from bench.seed_report import Surroundings, page, table_lines
from bench.seed_rows import fill_legacy, sizes_at
from bench.seed_server import running_server
from schemactl.cli.output import say
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import qualified

_LEGACY, _RESTRUCTURED = "legacy", "restructured"
_DERIVED = ("public.document_embeddings", "public.response_cache")
"""Tables whose rows may go: both are made anew from what stays."""

_TABLES = """
    SELECT n.nspname::text, c.relname::text FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname IN ('public', 'chat', 'quarantine') ORDER BY 1, 2
"""


def main() -> None:
    """Build both databases, ask, and say whether the promises are kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="1 makes a million books and seven million other rows")
    parser.add_argument("--draws", type=int, default=40, help="with how many sets of parameters a question is asked")
    parser.add_argument("--markdown", type=Path, help="write the page for docs/ to this file")
    options = parser.parse_args()
    with running_server(frozenset({"vector"})) as (url, version):
        applied = _build(url, options.scale)
        results = _ask(url, options.scale, options.draws)
        around = Surroundings(
            machine=f"{version}, {os.cpu_count()} cores, Python {sys.version.split()[0]}",
            apply=applied,
            before=_count_rows(_database(url, _LEGACY)),
            after=_count_rows(_database(url, _RESTRUCTURED)),
            readers=sizes_at(options.scale)["readers"],
        )
    print(f"{around.machine}; {sum(around.before.values()):,} rows; apply: {around.apply}")
    print("\n".join(table_lines(results)))
    if options.markdown:
        options.markdown.write_text(page(results, around), encoding="utf-8")
    broken = [result.question.title for result in results if not result.kept]
    if broken:
        sys.exit(f"promises that are not kept: {', '.join(broken)}")


def _build(url: str, scale: float) -> str:
    """Fill the legacy database, copy it, and take the copy to the declared schema; return how that went."""
    with connect(url) as server:
        server.execute(f"CREATE DATABASE {_LEGACY}".encode())
        with connect(_database(url, _LEGACY)) as connection:
            fill_legacy(connection, scale, say)
            say("vacuuming")
            connection.execute("VACUUM (ANALYZE)")
        server.execute(f"CREATE DATABASE {_RESTRUCTURED} TEMPLATE {_LEGACY} STRATEGY file_copy".encode())
    copy = _database(url, _RESTRUCTURED)
    say("running schemactl apply on the copy")
    started = time.monotonic()
    _apply(copy)
    taken = time.monotonic() - started
    with connect(copy) as connection:
        say("refreshing the views and vacuuming")
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("SELECT public.refresh_all_analytics_views()")
        connection.execute("VACUUM (ANALYZE)")
        statements, longest = connection.execute(
            "SELECT count(*), max(elapsed_ms) FROM schemactl.statement WHERE outcome = 'applied'"
        ).fetchone() or (0, 0)
    return f"{statements} statements in {taken:.0f} s, plan and proof included; the longest took {longest / 1000:.1f} s"


def _apply(url: str) -> None:
    allowed = [part for table in _DERIVED for part in ("--allow", f"SC101:{table}")]
    command = [sys.executable, "-m", "schemactl", "apply", "--live", url, "--yes", *allowed]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(f"schemactl apply ended with {result.returncode}:\n{result.stdout[-4000:]}\n{result.stderr}")


def _ask(url: str, scale: float, draws: int) -> Sequence[Result]:
    with connect(_database(url, _LEGACY)) as connection:
        parameters = draw_parameters(connection, sizes_at(scale), draws)
    results = []
    with (
        connect(_database(url, _RESTRUCTURED)) as watcher,
        closing(Session(_database(url, _LEGACY))) as legacy,
        closing(Session(_database(url, _RESTRUCTURED))) as restructured,
    ):
        for question in QUESTIONS:
            say(f"asking question {question.number}: {question.title}")
            asked = parameters[question.number]
            results.append(measure(question, asked, legacy=legacy, restructured=restructured, watcher=watcher))
    return results


def _count_rows(url: str) -> dict[str, int]:
    with connect(url) as connection:
        tables = [
            (f"{schema}.{name}", qualified(schema, name)) for schema, name in connection.execute(_TABLES).fetchall()
        ]
        counts = {}
        for title, table in tables:
            row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()
            counts[title] = row[0] if row else 0
        return counts


def _database(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return url.replace("/postgres?", f"/{name}?")


if __name__ == "__main__":
    main()
