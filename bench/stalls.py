"""`make bench-stalls`: schema changes on a table that is read and written all the time, and how long the app waits.

Beside the application reports read the table in transactions of a second or so: a change that needs the table for
itself has to wait for it, and everybody queues behind the change. No wait is longer than `lock_timeout`; measured is
the longest time any statement of the application took while a change was under way.
"""

from __future__ import annotations

import argparse
import random
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from bench.load import Load, application
from schemactl import __version__
from schemactl.apply.clock import SystemClock
from schemactl.apply.events import Event, Retrying
from schemactl.apply.execute import apply_plan
from schemactl.apply.options import ApplyOptions
from schemactl.model.address import Address
from schemactl.model.plan import Plan
from schemactl.model.scope import Scope
from schemactl.model.statement import Statement, TransactionRule, Verb
from schemactl.plan.arrange import arrange
from schemactl.postgres.connect import connect
from schemactl.scratch.server import open_scratch, scratch_database

_ROWS = 50_000
_LIVE = f"""
CREATE TABLE public.shelves (id integer PRIMARY KEY);
INSERT INTO public.shelves SELECT generate_series(0, 9);
CREATE TABLE public.books (id integer PRIMARY KEY, title varchar(50), seen integer NOT NULL DEFAULT 0, shelf integer);
INSERT INTO public.books SELECT n, 'title ' || n, 0, n % 10 FROM generate_series(1, {_ROWS}) AS n;
CREATE FUNCTION public.look() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
"""
_APP = {
    f"\\set id random(1, {_ROWS})\nSELECT title, seen FROM public.books WHERE id = :id;\n": 3,
    f"\\set id random(1, {_ROWS})\nUPDATE public.books SET seen = seen + 1 WHERE id = :id;\n": 1,
}
_RATE = 300
_CHANGES = (
    "ALTER TABLE public.books ADD COLUMN pages integer",
    "ALTER TABLE public.books ALTER COLUMN pages SET DEFAULT 1",
    "ALTER TABLE public.books ADD CONSTRAINT some_pages CHECK (pages > 0) NOT VALID",
    "ALTER TABLE public.books VALIDATE CONSTRAINT some_pages",
    "ALTER TABLE public.books DROP CONSTRAINT some_pages",
    "ALTER TABLE public.books DROP COLUMN pages",
    "ALTER TABLE public.books ADD CONSTRAINT on_shelf FOREIGN KEY (shelf) REFERENCES public.shelves NOT VALID",
    "ALTER TABLE public.books VALIDATE CONSTRAINT on_shelf",
    "ALTER TABLE public.books DROP CONSTRAINT on_shelf",
    "CREATE INDEX CONCURRENTLY by_title ON public.books (title)",
    "DROP INDEX CONCURRENTLY public.by_title",
    "CREATE TRIGGER looking BEFORE UPDATE ON public.books FOR EACH ROW EXECUTE FUNCTION public.look()",
    "DROP TRIGGER looking ON public.books",
    "ALTER TABLE public.books ALTER COLUMN title TYPE varchar(80)",
    "ALTER TABLE public.books ALTER COLUMN title TYPE text",
    "COMMENT ON TABLE public.books IS 'what can be lent'",
    "GRANT SELECT ON public.books TO PUBLIC",
)
"""In this order they can be repeated but for the types, which do nothing from the second time on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that was applied. `began` and `ended` are seconds since the epoch; `tries`: how often it was tried."""

    sql: str
    began: float
    ended: float
    tries: int


def main() -> None:
    """Apply the changes under load and print the table; the exit code is 1 when anybody waited too long."""
    parser = argparse.ArgumentParser(prog="python -m bench.stalls", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help=f"of {len(_CHANGES)} changes")
    parser.add_argument("--lock-timeout", type=int, default=500, metavar="MS")
    parser.add_argument("--postgres", type=int, default=None, metavar="MAJOR", help="the newest by default")
    options = parser.parse_args()
    with open_scratch("embedded", live_major=options.postgres) as server, scratch_database(server, "stalls") as name:
        conninfo = server.conninfo(name)
        with connect(conninfo) as connection:
            connection.execute(_LIVE.encode())
        with application(server, conninfo, _APP, _RATE) as load, _reports(conninfo):
            quiet = time.time(), time.time() + 3
            time.sleep(3)
            lock_timeout = timedelta(milliseconds=options.lock_timeout)
            changes = [_apply(conninfo, sql, lock_timeout) for _ in range(options.rounds) for sql in _CHANGES]
        print(f"{server.description}, lock_timeout {options.lock_timeout} ms, {len(load.done):,} statements of the app")
    longest = _print(load, changes, max(load.within(*quiet)))
    if load.refused:
        print(load.refused)
    sys.exit(longest > options.lock_timeout / 1000 + 0.05 or bool(load.refused))


def _apply(conninfo: str, sql: str, lock_timeout: timedelta) -> Change:
    tries = 1

    def observe(event: Event) -> None:
        nonlocal tries
        tries += isinstance(event, Retrying)

    outside = TransactionRule.OUTSIDE if "CONCURRENTLY" in sql else TransactionRule.NORMAL
    address = Address("TABLE", "public", "books")
    statement = Statement(sql=sql, address=address, verb=Verb.ALTER, cause="for the bench", transaction=outside)
    plan = Plan(
        live_fingerprint="",
        desired_fingerprint="",
        tool_version=__version__,
        live_version=0,
        database="bench",
        scope=Scope(),
        changes=(),
        groups=arrange([statement]),
    )
    options = ApplyOptions(lock_timeout=lock_timeout, lock_tries=50)
    began = time.time()
    apply_plan(conninfo, plan, options=options, check_fresh=lambda: None, on_event=observe, clock=SystemClock())
    return Change(sql=sql, began=began, ended=time.time(), tries=tries)


@contextmanager
def _reports(conninfo: str) -> Iterator[None]:
    """Read the table in one transaction after the other, until the block ends."""
    stop = threading.Event()

    def work() -> None:
        chance = random.Random(7)  # noqa: S311 - how long a report takes is no secret
        with connect(conninfo) as connection:
            while not stop.wait(chance.uniform(0.05, 0.3)):
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM public.books WHERE id < 100")
                stop.wait(chance.uniform(0.2, 1.5))
                connection.execute("COMMIT")

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _print(load: Load, changes: list[Change], quiet: float) -> float:
    """Print one line per kind of change; return the longest time of a statement, in seconds."""
    print("| Change | Applied | Tries | Longest statement of the app |")
    print("|---|--:|--:|--:|")
    longest = 0.0
    for sql in dict.fromkeys(change.sql for change in changes):
        same = [change for change in changes if change.sql == sql]
        worst = max((max(load.within(c.began, c.ended), default=0.0) for c in same), default=0.0)
        longest = max(longest, worst)
        print(f"| `{sql}` | {len(same)} | {sum(c.tries for c in same)} | {worst * 1000:.0f} ms |")
    print(f"| all | {len(changes)} | {sum(c.tries for c in changes)} | {longest * 1000:.0f} ms |")
    print(f"| no change under way | | | {quiet * 1000:.0f} ms |")
    return longest


if __name__ == "__main__":
    main()
