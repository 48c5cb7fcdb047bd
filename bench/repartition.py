"""`make bench-repartition`: a million books move into partitions while the application writes; how long does it wait?

The database is the plain layout of `bench.partitioning`, with a twin of four partitions and a second session that adds,
changes and deletes books and notes all the time, as the backend would.
"""

from __future__ import annotations

import argparse
import random
import threading
import time
from datetime import timedelta
from typing import Any

import psycopg

from bench.partitioning import LAYOUTS, build
from bench.seed_server import running_server
from schemactl.cli.output import say
from schemactl.postgres.archive import take_snapshot
from schemactl.repartition.events import Event, Swapped
from schemactl.repartition.run import Request, move_rows, swap_tables
from schemactl.scratch.installation import find_pg_dump

_TWIN = """
CREATE TABLE public.books_twin (LIKE public.books INCLUDING DEFAULTS, PRIMARY KEY (id, user_id),
    CONSTRAINT books_twin_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.profiles ON DELETE CASCADE)
    PARTITION BY HASH (user_id);
CREATE INDEX ON public.books_twin (user_id, last_read_at DESC NULLS LAST, id DESC);
CREATE INDEX ON public.books_twin (user_id, created_at DESC, id);
ALTER TABLE public.books_twin ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.books_twin TO reader USING (user_id = (SELECT public.uid()));
GRANT SELECT, INSERT, UPDATE, DELETE ON public.books_twin TO reader;
CREATE MATERIALIZED VIEW public.totals AS SELECT user_id, count(*) FROM public.books GROUP BY user_id;
"""
_WRITES = (
    "INSERT INTO public.books (user_id, title) VALUES (%(user)s, 'New')",
    "UPDATE public.books SET last_read_at = now() WHERE id = %(book)s",
    "UPDATE public.books SET title = 'Changed' WHERE id = %(book)s",
    "INSERT INTO public.notes (user_id, book_id) SELECT user_id, id FROM public.books WHERE id = %(book)s",
    "DELETE FROM public.books WHERE id = %(book)s",
)


class Application:
    """A session that writes without a pause and remembers how long each write took."""

    def __init__(self, url: str) -> None:
        self.waits: list[tuple[float, float]] = []
        self._url = url
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._write)

    def start(self) -> None:
        """Start writing."""
        self._thread.start()

    def stop(self) -> None:
        """Stop and wait for the last write."""
        self._over.set()
        self._thread.join()

    def longest_ms(self, since: float, until: float) -> float:
        """Return the longest write that began in a span of time."""
        return max((taken for began, taken in self.waits if since <= began <= until), default=0.0) * 1000

    def median_ms(self, since: float, until: float) -> float:
        """Return the median of the writes that began in a span of time."""
        taken = sorted(taken for began, taken in self.waits if since <= began <= until)
        return taken[len(taken) // 2] * 1000 if taken else 0.0

    def _write(self) -> None:
        chance = random.Random(1)  # noqa: S311 - the same writes every time, no secret
        with psycopg.connect(self._url, autocommit=True) as connection:
            books: list[Any] = connection.execute("SELECT id, user_id FROM public.books LIMIT 50000").fetchall()
            while not self._over.is_set():
                book, user = chance.choice(books)
                began = time.monotonic()
                connection.execute(chance.choice(_WRITES).encode(), {"book": book, "user": user})
                self.waits.append((began, time.monotonic() - began))


def main() -> None:
    """Build, move, swap, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.repartition", description=__doc__)
    parser.add_argument("--books", type=int, default=1_000_000, help="how many books there are")
    parser.add_argument("--batch", type=int, default=2_000, help="rows per transaction")
    options = parser.parse_args()
    with running_server(frozenset()) as (url, description):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE ROLE reader")
            say("filling the table")
            build(connection, LAYOUTS[0], options.books)
            for command in _twin_commands():
                connection.execute(command.encode())
        print(f"{description}, {options.books:,} books, {options.batch:,} rows per batch\n")
        _measure(url, options.batch)


def _twin_commands() -> list[str]:
    partitions = [
        f"CREATE TABLE public.books_p{n} PARTITION OF public.books_twin FOR VALUES WITH (MODULUS 4, REMAINDER {n})"
        for n in range(4)
    ]
    return [*filter(str.strip, _TWIN.split(";")), *partitions]


def _measure(url: str, batch: int) -> None:
    events: list[Event] = []
    request = Request(
        conninfo=url,
        source="public.books",
        twin="public.books_twin",
        lock_timeout=timedelta(milliseconds=500),
        on_event=events.append,
        batch=batch,
    )
    application = Application(url)
    application.start()
    moments = [time.monotonic()]
    time.sleep(3)
    moments.append(time.monotonic())
    same = move_rows(request)
    moments.append(time.monotonic())
    swap_tables(request, lambda: take_snapshot(url, find_pg_dump()), recheck=False)
    moments.append(time.monotonic())
    time.sleep(3)
    moments.append(time.monotonic())
    application.stop()
    print("| phase | seconds | a write takes, ms | the longest write, ms |\n| --- | ---: | ---: | ---: |")
    for phase, since, until in zip(("before", "move", "swap", "after"), moments[:-1], moments[1:], strict=True):
        median, longest = application.median_ms(since, until), application.longest_ms(since, until)
        print(f"| {phase} | {until - since:.1f} | {median:.2f} | {longest:,.0f} |")
    window = next(event.window_ms for event in events if isinstance(event, Swapped))
    print(f"\n{same.rows:,} rows compared equal; all locks were held for {window:,} ms.")


if __name__ == "__main__":
    main()
