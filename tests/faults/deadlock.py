"""A deadlock between an application and a run: each holds a table the other wants.

What decides is who looks first. The server looks for deadlocks when a wait has lasted ``deadlock_timeout`` (1 s by
default) and ends the transaction that looks; ours gives up after ``lock_timeout`` (500 ms) and lets go of all it holds.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import psycopg

from schemactl.apply.events import Event, Retrying, StatementStarted
from schemactl.model.statement import Verb
from schemactl.postgres.connect import connect
from tests.faults.run import carry_out
from tests.faults.state import look
from tests.faults.trial import Lab
from tests.fixtures.applying import plan_of, statement

LIVE = """
CREATE TABLE public.notes (id integer, seen integer);
INSERT INTO public.notes VALUES (1, 0);
CREATE TABLE public.books (id integer, seen integer);
INSERT INTO public.books VALUES (1, 0);
"""


@dataclass(slots=True, kw_only=True)
class Deadlock:
    """One deadlock.

    Attributes:
        gave_way: How often the run rolled back. `victim`: what the application was told; empty for nothing.
        waited: Seconds its statement took. `complaints`: what is wrong; it must be empty.
    """

    gave_way: int = 0
    victim: str = ""
    waited: float = 0.0
    complaints: list[str] = field(default_factory=list)


def provoke(lab: Lab, *, ours_first: bool) -> Deadlock:
    """Make a deadlock, let it be resolved, and see at whose cost.

    Args:
        lab: The server. `ours_first`: whether the run begins to wait before the application does.
    """
    found = Deadlock()
    plan = plan_of(
        statement(f"ALTER TABLE public.{table} ADD COLUMN more text", "TABLE", table, Verb.ALTER)
        for table in ("notes", "books")
    )
    with lab.database() as conninfo, connect(conninfo) as application:
        application.execute(LIVE.encode())
        start = look(conninfo)
        application.execute("BEGIN")
        application.execute("UPDATE public.books SET seen = seen + 1")
        crossing = threading.Thread(target=_cross, args=(application, found, 0.1 if ours_first else 0.0))

        def observe(event: Event) -> None:
            if isinstance(event, StatementStarted) and event.position == 2 and not crossing.ident:
                crossing.start()
                time.sleep(0.0 if ours_first else 0.1)
            found.gave_way += isinstance(event, Retrying)

        report = carry_out(conninfo, plan, start, allow=frozenset(), on_event=observe)
        crossing.join()
        seen = application.execute("SELECT b.seen, n.seen FROM public.books AS b, public.notes AS n").fetchone()
    if len(report.results) != 2 or not found.gave_way:
        found.complaints.append(f"the run gave way {found.gave_way} times and applied {len(report.results)} statements")
    if found.victim or seen != (1, 1):
        found.complaints.append(f"the application was told {found.victim!r}, and its rows say {seen}")
    return found


def _cross(application: psycopg.Connection[tuple[object, ...]], found: Deadlock, pause: float) -> None:
    """Go on as an application that knows nothing of the run."""
    time.sleep(pause)
    began = time.monotonic()
    try:
        application.execute("UPDATE public.notes SET seen = seen + 1")
        found.waited = time.monotonic() - began
        application.execute("COMMIT")
    except psycopg.Error as error:
        found.victim = str(error)
        application.execute("ROLLBACK")
