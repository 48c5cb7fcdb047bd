"""`make bench-online`: how long does a writer wait for each change that has an online form, both ways?

Every change is made twice on a fresh table of a million rows, by plain statements and by online forms, while two
sessions insert into it and update it all the time. What counts is the longest single write between the first and the
last statement of the run. No write may wait for longer than `lock_timeout` and 50 ms for an online form.
"""

from __future__ import annotations

import argparse
import random
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
from schemactl.apply.events import Event, RunEnded, RunStarted
from schemactl.cli.output import say
from schemactl.model.online import OnlineChoice
from schemactl.settings import Settings

_LIVE = """
CREATE TABLE public.customers (id bigint PRIMARY KEY);
CREATE TABLE public.orders (
    id bigint{key}, customer bigint, code text, total numeric(12,2), note text, pages {pages}
){partitioned};
"""
_PARTS = """
CREATE TABLE public.orders_low PARTITION OF public.orders FOR VALUES FROM (0) TO (500000);
CREATE TABLE public.orders_high PARTITION OF public.orders FOR VALUES FROM (500000) TO (MAXVALUE);
"""
_FILL = """
INSERT INTO public.customers SELECT n FROM generate_series(1, 10000) AS n;
INSERT INTO public.orders (id, customer, code, total, note, pages)
SELECT n, 1 + n % 10000, 'code ' || n, n % 997, repeat('x', 60), n % 300 FROM generate_series(1, {rows}) AS n;
ANALYZE;
"""
_INSERT = "INSERT INTO public.orders (id, customer, code, total, note) VALUES (%s, 1, 'new ' || %s::text, 1, '')"
_LIMIT_MS = 550
"""`lock_timeout` and 50 ms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change: `after` is what the desired state has besides the table, `before` what the live one has.

    `key`, `pages`: how the columns are declared, before and after. `partitioned`: whether the table is.
    """

    after: str = ""
    before: str = ""
    key: tuple[str, str] = (" PRIMARY KEY", " PRIMARY KEY")
    pages: tuple[str, str] = ("integer", "integer")
    partitioned: bool = False

    def script(self, side: int) -> str:
        """Return the live state for 0, the desired one for 1."""
        by = " PARTITION BY RANGE (id)" if self.partitioned else ""
        table = _LIVE.format(key=self.key[side], pages=self.pages[side], partitioned=by)
        return table + (_PARTS if self.partitioned else "") + (self.after if side else self.before)


_CHANGES = {
    "index": Change(after="CREATE INDEX orders_total ON public.orders (total, id);"),
    "index replaced": Change(
        before="CREATE INDEX orders_code ON public.orders (code);",
        after="CREATE INDEX orders_code ON public.orders (code, id);",
    ),
    "partition dropped": Change(
        before="CREATE TABLE public.orders_old PARTITION OF public.orders FOR VALUES FROM (-1000) TO (0);",
        partitioned=True,
    ),
    "index dropped": Change(before="CREATE INDEX orders_code ON public.orders (code);"),
    "index, partitions": Change(after="CREATE INDEX orders_total ON public.orders (total, id);", partitioned=True),
    "primary key": Change(before="CREATE INDEX ON public.orders (id);", key=("", " PRIMARY KEY")),
    "unique key": Change(after="ALTER TABLE public.orders ADD CONSTRAINT orders_code_key UNIQUE (code);"),
    "foreign key": Change(
        after="ALTER TABLE public.orders ADD FOREIGN KEY (customer) REFERENCES public.customers (id);"
    ),
    "check": Change(after="ALTER TABLE public.orders ADD CONSTRAINT not_negative CHECK (total >= 0);"),
    "not null": Change(after="ALTER TABLE public.orders ALTER code SET NOT NULL;"),
    "volatile default": Change(
        after="ALTER TABLE public.orders ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL;"
    ),
    "wider type": Change(pages=("integer", "bigint")),
}


@dataclass(slots=True)
class Writers:
    """Two sessions that write without a pause. `writes`: when each began and ended, on the monotonic clock."""

    url: str
    rows: int
    writes: list[tuple[float, float]] = field(default_factory=list)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Write until the block ends."""
        over = threading.Event()
        threads = [threading.Thread(target=self._write, args=(number, over)) for number in (1, 2)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            over.set()
            for thread in threads:
                thread.join()

    def _write(self, number: int, over: threading.Event) -> None:
        chance, made = random.Random(number), 0  # noqa: S311 - which rows, not secrets
        with psycopg.connect(self.url, autocommit=True) as session:
            while not over.is_set():
                made += 1
                key, row = self.rows * (number + 1) + made, chance.randrange(1, self.rows)
                began = time.monotonic()
                if made % 2:
                    session.execute(_INSERT, [key, key])
                else:
                    session.execute("UPDATE public.orders SET note = 'seen' WHERE id = %s", [row])
                self.writes.append((began, time.monotonic()))
                time.sleep(0.002)

    def longest_ms(self, since: float, until: float) -> float:
        """Return how long the longest write took that ran in a stretch of time."""
        return max((end - began for began, end in self.writes if began <= until and end >= since), default=0.0) * 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="make bench-online", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--change", action="append", choices=_CHANGES, help="only this one; may be repeated")
    options = parser.parse_args()
    rows, slow_ones = options.rows, []
    with running_server(frozenset()) as (url, version):
        print(f"{version}, {rows:,} rows; the longest single write in milliseconds, and seconds for the change")
        print(f"{'change':<20}{'plain':>10}{'online':>10}{'plain s':>12}{'online s':>10}")
        for name in options.change or _CHANGES:
            (plain, slow), (online, long) = (
                _measure(url, name, rows, choice) for choice in (OnlineChoice.NEVER, OnlineChoice.ALWAYS)
            )
            print(f"{name:<20}{plain:>10,.0f}{online:>10,.0f}{slow:>12.1f}{long:>10.1f}", flush=True)
            slow_ones += [name] if online > _LIMIT_MS else []
    if slow_ones:
        raise SystemExit(f"writers waited for longer than {_LIMIT_MS} ms: {', '.join(slow_ones)}")


def _measure(url: str, name: str, rows: int, choice: OnlineChoice) -> tuple[float, float]:
    """Return the longest write in milliseconds, and how long the run took in seconds."""
    say(f"{name}, online: {choice}")
    change = _CHANGES[name]
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("DROP TABLE IF EXISTS public.orders, public.customers")
        session.execute(change.script(0).encode())
        session.execute(_FILL.format(rows=rows).encode())
        session.execute("CHECKPOINT")
    stamps: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, RunStarted | RunEnded):
            stamps.append(time.monotonic())

    writers = Writers(url=url, rows=rows)
    with tempfile.TemporaryDirectory() as folder, writers.at_work():
        desired = Path(folder) / "desired.sql"
        desired.write_text(change.script(1), encoding="utf-8")
        request = pipeline.ApplyRequest(
            live=url, desired=str(desired), plan=None, confirm=lambda _plan: True, on_event=note
        )
        pipeline.apply(request, Settings(online=choice, schemas=frozenset({"public"})), lambda _words: None)
    since, until = stamps
    return writers.longest_ms(since, until), until - since


if __name__ == "__main__":
    main()
