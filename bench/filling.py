"""`make bench-filling`: a column with a volatile default for a million rows, plain and in batches, beside writers.

Two sessions change and insert rows all the time, a third one reads. Printed is how long the change took, the longest
time one of them waited, and the 99th percentile of their waits meanwhile.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from bench.seed_server import running_server
from schemactl import pipeline
from schemactl.model.online import OnlineChoice
from schemactl.postgres.connect import connect
from schemactl.settings import Settings

_TABLE = "CREATE TABLE public.books (id bigint PRIMARY KEY, title text, pages integer, note text"
_ROWS = """
INSERT INTO public.books SELECT n, 'title ' || n, n % 700, repeat('x', 60) FROM generate_series(1, {rows}) AS n
"""
_DESIRED = f"{_TABLE}, token uuid DEFAULT gen_random_uuid() NOT NULL);"
_CALLS = (
    "UPDATE public.books SET pages = pages + 1 WHERE id = %(id)s",
    "INSERT INTO public.books (id, title) VALUES (1000000000 + %(number)s, 'new')",
    "SELECT title FROM public.books WHERE id = %(id)s",
)
_QUIET_SECONDS = 3.0


@dataclass(slots=True)
class Waits:
    """How long the application waited: begin on the monotonic clock and seconds, and what it was refused."""

    calls: list[tuple[float, float]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def between(self, began: float, ended: float) -> list[float]:
        """Return the waits of a stretch of time, shortest first."""
        return sorted(took for start, took in self.calls if start <= ended and start + took >= began)


@contextmanager
def application(url: str, rows: int) -> Iterator[Waits]:
    """Let one session per kind of call work until the block ends."""
    waits, stop = Waits(), threading.Event()

    def work(call: str) -> None:
        with connect(url) as connection:
            number = 0
            while not stop.is_set():
                number += 1
                began = time.monotonic()
                try:
                    connection.execute(call.encode(), {"id": number * 7919 % rows + 1, "number": number})
                except psycopg.Error as error:
                    waits.refused.append(str(error))
                waits.calls.append((began, time.monotonic() - began))
                time.sleep(0.002)

    threads = [threading.Thread(target=work, args=(call,)) for call in _CALLS]
    for thread in threads:
        thread.start()
    try:
        yield waits
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def measure(url: str, rows: int, choice: OnlineChoice) -> None:
    """Make the table, change it by one form while the application works, and print what that meant."""
    with connect(url) as connection:
        connection.execute("DROP TABLE IF EXISTS public.books")
        connection.execute(f"{_TABLE})".encode())
        connection.execute(_ROWS.format(rows=rows).encode())
        connection.execute("VACUUM ANALYZE public.books")
    with tempfile.TemporaryDirectory() as folder, application(url, rows) as waits:
        desired = Path(folder) / "desired.sql"
        desired.write_text(_DESIRED, encoding="utf-8")
        quiet = time.monotonic()
        time.sleep(_QUIET_SECONDS)
        settings = Settings(schemas=frozenset({"public"}), online=choice)
        began: list[float] = []
        request = pipeline.ApplyRequest(
            live=url,
            desired=str(desired),
            plan=None,
            confirm=lambda _: True,
            on_event=lambda _: began.append(time.monotonic()),
        )
        pipeline.apply(request, settings, lambda _: None)
        ended = time.monotonic()
    with connect(url) as connection:
        row = connection.execute("SELECT count(*), count(DISTINCT token) FROM public.books").fetchone()
    if row is None or row[0] != row[1] or waits.refused:
        raise SystemExit(f"rows without a value of their own: {row}; refused: {waits.refused[:3]}")
    name = {OnlineChoice.NEVER: "plain", OnlineChoice.ALWAYS: "in batches"}[choice]
    before, during = waits.between(quiet, quiet + _QUIET_SECONDS), waits.between(began[0], ended)
    print(
        f"{name:>10}: {ended - began[0]:6.1f} s in all, longest wait {during[-1] * 1000:7,.0f} ms, "
        f"p99 {_p99(during):6.1f} ms (before {_p99(before):.1f} ms), {len(during):,} calls"
    )


def _p99(waits: list[float]) -> float:
    return waits[len(waits) * 99 // 100] * 1000


def main() -> None:
    """Parse the command line and measure both forms."""
    parser = argparse.ArgumentParser(prog="make bench-filling", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="how many rows (default: 1,000,000)")
    rows = parser.parse_args().rows
    with running_server(frozenset()) as (url, description):
        print(f"{description}, {rows:,} rows")
        for choice in (OnlineChoice.NEVER, OnlineChoice.ALWAYS):
            measure(url, rows, choice)


if __name__ == "__main__":
    main()
