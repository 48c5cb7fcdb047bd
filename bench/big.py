"""`make bench-big`: changes of a large table while an application uses it, by plain statements and by schemactl.

What counts is how long the application waits: the median, the slowest of a hundred and the slowest of all of its
statements before, during and after the change. `--rows 10000000` needs some 4 GB in /dev/shm.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load import Load, application
from schemactl import pipeline
from schemactl.apply.events import Event, RunEnded
from schemactl.cli.output import say
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, open_scratch, scratch_database
from schemactl.settings import Settings

_QUIET = 3.0
"""Seconds of work before and after the change, to compare with."""
_RATE = 300
_CUSTOMERS = "CREATE TABLE public.customers (id integer PRIMARY KEY);"
_COLUMNS = "id integer PRIMARY KEY, customer integer, code text, amount integer"


Apply = Callable[[str, "Change", Path], tuple[float, float]]
"""Makes a change in a database, given the desired one as a file; returns when it began and ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change: the statement somebody would write, and the database it leads to."""

    name: str
    plain: str
    desired: str


_CHANGES = (
    Change(
        name="required column, volatile default",
        plain="ALTER TABLE public.orders ADD COLUMN token uuid NOT NULL DEFAULT gen_random_uuid()",
        desired=f"CREATE TABLE public.orders ({_COLUMNS}, token uuid NOT NULL DEFAULT gen_random_uuid());",
    ),
    Change(
        name="foreign key",
        plain="ALTER TABLE public.orders ADD CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES public.customers",
        desired=f"CREATE TABLE public.orders ({_COLUMNS},"
        " CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES public.customers);",
    ),
    Change(
        name="unique index",
        plain="CREATE UNIQUE INDEX by_code ON public.orders (code)",
        desired=f"CREATE TABLE public.orders ({_COLUMNS}); CREATE UNIQUE INDEX by_code ON public.orders (code);",
    ),
    Change(
        name="integer to bigint",
        plain="ALTER TABLE public.orders ALTER COLUMN amount TYPE bigint",
        desired=f"CREATE TABLE public.orders ({_COLUMNS.replace('amount integer', 'amount bigint')});",
    ),
    Change(
        name="integer to bigint, primary key",
        plain="ALTER TABLE public.orders ALTER COLUMN id TYPE bigint",
        desired=f"CREATE TABLE public.orders ({_COLUMNS.replace('id integer', 'id bigint')});",
    ),
)


def main() -> None:
    """Make each change in both ways, and print what the application noticed."""
    parser = argparse.ArgumentParser(prog="python -m bench.big", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--postgres", type=int, default=None, metavar="MAJOR", help="the newest by default")
    options = parser.parse_args()
    with open_scratch("embedded", live_major=options.postgres) as server, TemporaryDirectory() as directory:
        print(f"{server.description}, {options.rows:,} rows; median / p99 / longest in ms")
        print("| Change | How | Took | Before | During | After |")
        print("|---|---|--:|--:|--:|--:|")
        for change in _CHANGES:
            for way, apply in (("plain statement", _plainly), ("schemactl", _by_schemactl)):
                say(f"{change.name}: {way}")
                desired = Path(directory, "desired.sql")
                desired.write_text(f"{_CUSTOMERS}\n{change.desired}", encoding="utf-8")
                print(f"| {change.name} | {way} | {_measured(server, options.rows, change, apply, desired)} |")


def _measured(
    server: ScratchServer,
    rows: int,
    change: Change,
    apply: Callable[[str, Change, Path], tuple[float, float]],
    to: Path,
) -> str:
    """Make a change under load in a database of its own; return the rest of its line."""
    with _database(server, rows) as conninfo:
        app = {
            f"\\set id random(1, {rows})\nSELECT amount FROM public.orders WHERE id = :id;\n": 3,
            f"\\set id random(1, {rows})\nUPDATE public.orders SET amount = amount + 1 WHERE id = :id;\n": 1,
        }
        with application(server, conninfo, app, _RATE) as load:
            time.sleep(_QUIET)
            began, ended = apply(conninfo, change, to)
            time.sleep(_QUIET)
        if load.refused:
            say(load.refused)
        stretches = ((began - _QUIET, began), (began, ended), (ended, ended + _QUIET))
        return f"{ended - began:.1f} s | " + " | ".join(_words(load, *stretch) for stretch in stretches)


@contextmanager
def _database(server: ScratchServer, rows: int) -> Iterator[str]:
    with scratch_database(server, "big") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute(_CUSTOMERS.encode())
            connection.execute("INSERT INTO public.customers SELECT generate_series(0, 999)")
            connection.execute(f"CREATE TABLE public.orders ({_COLUMNS})".encode())
            connection.execute(
                "INSERT INTO public.orders SELECT n, n %% 1000, 'code ' || n, n FROM generate_series(1, %s) AS n",
                [rows],
            )
            connection.execute("VACUUM ANALYZE")
            connection.execute("CHECKPOINT")
        yield server.conninfo(name)


def _plainly(conninfo: str, change: Change, _to: Path) -> tuple[float, float]:
    with connect(conninfo) as connection:
        began = time.time()
        connection.execute(change.plain.encode())
        return began, time.time()


def _by_schemactl(conninfo: str, _change: Change, to: Path) -> tuple[float, float]:
    times: list[float] = []

    def confirm(_: Plan) -> bool:
        times.append(time.time())
        return True

    def observe(event: Event) -> None:
        if isinstance(event, RunEnded):
            times.append(time.time())

    request = pipeline.ApplyRequest(live=conninfo, desired=str(to), plan=None, confirm=confirm, on_event=observe)
    pipeline.apply(request, Settings(), lambda _: None)
    return times[0], times[1]


def _words(load: Load, began: float, ended: float) -> str:
    times = load.within(began, ended)
    if not times:
        return "none"
    shown = (times[len(times) // 2], times[int(len(times) * 0.99)], times[-1])
    return " / ".join(f"{seconds * 1000:.1f}" for seconds in shown)


if __name__ == "__main__":
    main()
