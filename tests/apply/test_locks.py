"""A run keeps out of other sessions' way, and says who was in its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.apply.events import Event, GroupStarted, Retrying, RunLockObtained, StatementStarted, WaitingForRun
from schemactl.apply.run_lock import KEY
from schemactl.errors import LockNotObtained, ServerError, StalePlan
from schemactl.model.report import ApplyReport
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import (
    OPTIONS,
    Observer,
    QuickClock,
    apply,
    done_steps,
    plan_of,
    remaining_plan,
    require_converged,
    statement,
)

if TYPE_CHECKING:
    import psycopg

ALTER = statement("ALTER TABLE public.books ADD COLUMN isbn text", "TABLE", "books", Verb.ALTER)
CREATE = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)


@contextmanager
def holding(conninfo: str, command: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Keep a transaction open that has run a command."""
    with connect(make_conninfo(conninfo, application_name="nightly-report")) as connection:
        connection.execute("BEGIN")
        connection.execute(command.encode())
        yield connection


def in_background(work: Callable[[], object]) -> threading.Thread:
    """Start a thread."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_second_run_waits_and_then_finds_its_plan_stale(database: str) -> None:
    """Of two runs at once one does all the work; the other asks again under the lock and sends nothing."""
    plan, first_is_working, reports = remaining_plan(database), threading.Event(), list[ApplyReport]()

    def slow(event: Event) -> None:
        if isinstance(event, StatementStarted):
            first_is_working.set()
            time.sleep(0.05)

    def check_fresh() -> None:
        if any(done_steps(database)):
            raise StalePlan("changed", hint="Plan again.")

    first = in_background(lambda: reports.append(apply(database, plan, observer=Observer(at=slow))))
    assert first_is_working.wait(5)
    second = Observer()
    with pytest.raises(StalePlan):
        apply(database, plan, observer=second, check_fresh=check_fresh)
    first.join()
    assert len(reports) == 1
    assert any(isinstance(event, WaitingForRun) for event in second.events)
    require_converged(database)


def test_run_lock_held_for_too_long_names_its_holder(database: str) -> None:
    """Waiting for another run ends, and the message says which session it is."""
    clock = QuickClock()
    options = replace(OPTIONS, run_lock_wait=timedelta(seconds=0.3))
    with holding(database, f"SELECT pg_advisory_lock({KEY})") as holder:
        who = f"process {holder.info.backend_pid} (nightly-report, login {holder.info.user}), connected since 2"
        with pytest.raises(LockNotObtained) as caught:
            apply(database, plan_of([CREATE]), clock=clock, options=options)
    assert who in caught.value.message
    assert len(clock.pauses) > 2


def test_waiting_run_holds_no_snapshot(database: str) -> None:
    """A run that waits must not be what the other run's CREATE INDEX CONCURRENTLY waits for: both go through."""
    reports: list[ApplyReport] = []
    waiting, threads = threading.Event(), list[threading.Thread]()

    def second() -> None:
        observer = Observer(at=lambda event: waiting.set() if isinstance(event, WaitingForRun) else None)
        reports.append(apply(database, plan_of([CREATE]), observer=observer))

    def let_it_wait(event: Event) -> None:
        if isinstance(event, RunLockObtained):
            threads.append(in_background(second))
            assert waiting.wait(5)

    index = "CREATE INDEX CONCURRENTLY by_shelf ON public.books (shelf)"
    build = statement(index, "INDEX", "by_shelf", Verb.CREATE, transaction=TransactionRule.OUTSIDE)
    reports.append(apply(database, plan_of([build]), observer=Observer(at=let_it_wait)))
    threads[0].join()
    assert len(reports) == 2


def test_lock_is_tried_again_until_it_is_free(database: str) -> None:
    """A busy table costs the group a rollback and a pause, not the run."""
    clock, observer = QuickClock(), Observer()
    with holding(database, "SELECT FROM public.books") as holder:

        def let_go(event: Event) -> None:
            if isinstance(event, Retrying) and event.attempt == 2:
                holder.execute("ROLLBACK")

        observer.at = let_go
        apply(database, plan_of([CREATE, ALTER]), observer=observer, clock=clock)
        pid = holder.info.backend_pid
    first, second = (event for event in observer.events if isinstance(event, Retrying))
    assert [event.attempt for event in observer.events if isinstance(event, GroupStarted)] == [1, 2, 3]
    assert first.blockers == ()
    assert second.position == 2
    assert second.blockers[0].startswith(f"process {pid} (nightly-report, login ")
    assert "idle in transaction since 2" in second.blockers[0]
    # Four times the lock timeout of 100 ms at least, and more each time.
    assert clock.pauses == [pytest.approx(0.4), pytest.approx(0.6)]


def test_lock_never_free_ends_the_run_and_names_who_holds_it(database: str) -> None:
    """After the last try nothing of the group is applied, and the message says whom to wait for."""
    with holding(database, "SELECT FROM public.books") as holder:
        who = f"process {holder.info.backend_pid} (nightly-report"
        with pytest.raises(LockNotObtained) as caught:
            apply(database, plan_of([CREATE, ALTER]))
    message = caught.value.message
    assert message.startswith("statement 2 (table public.books) did not get its lock in 3 tries: canceling statement")
    assert who in message
    assert message.endswith("Of 2 statements not applied: 1-2.")
    apply(database, plan_of([CREATE, ALTER]))


def test_innocent_reader_never_waits_longer_than_the_lock_timeout(database: str) -> None:
    """While the run tries to get a lock somebody else holds, a third session's reads queue for a moment only."""
    waits: list[float] = []
    stop = threading.Event()

    def read() -> None:
        with connect(database) as connection:
            while not stop.is_set():
                started = time.monotonic()
                connection.execute("SELECT count(*) FROM public.books")
                waits.append(time.monotonic() - started)

    with holding(database, "SELECT FROM public.books"):
        reader = in_background(read)
        try:
            with pytest.raises(LockNotObtained):
                apply(database, plan_of([ALTER]))
        finally:
            stop.set()
            reader.join()
    assert max(waits) > 0.05  # the run did stand in front of the reader
    assert max(waits) < OPTIONS.lock_timeout.total_seconds() + 0.15


def test_deadlock_costs_the_run_a_try_and_the_application_nothing(database: str) -> None:
    """Two sessions lock two tables crosswise: the run gives way, the application's transaction goes through."""
    other: list[threading.Thread] = []
    both = [
        statement(f"ALTER TABLE public.{table} ADD COLUMN more text", "TABLE", table, Verb.ALTER)
        for table in ("notes", "books")
    ]
    with holding(database, "UPDATE public.books SET shelf = 'a'") as application:

        def finish() -> None:
            application.execute("UPDATE public.notes SET id = 1")
            application.execute("COMMIT")

        def cross(event: Event) -> None:
            if isinstance(event, StatementStarted) and event.position == 2 and not other:
                other.append(in_background(finish))

        report = apply(database, plan_of(both), observer=Observer(at=cross), options=replace(OPTIONS, lock_tries=8))
        other[0].join()
    assert len(report.results) == 2
    with connect(database) as connection:
        assert connection.execute("SELECT DISTINCT shelf FROM public.books").fetchall() == [("a",)]


def test_prepared_transaction_in_the_way_is_named(database: str) -> None:
    """A prepared transaction has no process; it is named by its own identifier."""
    with connect(database) as connection:
        if connection.execute("SHOW max_prepared_transactions").fetchone() == ("0",):
            pytest.skip("this server takes no prepared transactions")
        connection.execute("BEGIN")
        connection.execute("INSERT INTO public.books VALUES (99)")
        connection.execute("PREPARE TRANSACTION 'forgotten'")
    try:
        with pytest.raises(LockNotObtained, match="prepared transaction 'forgotten' since 2"):
            apply(database, plan_of([ALTER]))
    finally:
        with connect(database) as connection:
            connection.execute("ROLLBACK PREPARED 'forgotten'")


def test_statement_that_gives_the_run_lock_away_is_found_out(database: str) -> None:
    """Without the run lock another run could start: the next group is not begun."""
    unlock = statement(
        "SELECT pg_advisory_unlock_all()", "DATA STEP", "unlock", Verb.DATA, transaction=TransactionRule.COMMIT_AFTER
    )
    with pytest.raises(ServerError, match="the run lock was lost"):
        apply(database, plan_of([unlock, CREATE]))
