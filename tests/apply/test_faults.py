"""Whatever breaks, and whenever: what a run says is true, and running again ends in the same database.

The points at which something breaks are enumerated, not chosen: every event of a run, every command it sends.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.apply.events import Event, GroupCommitting, RunEnded, RunStarted
from schemactl.errors import ConnectionFailed, SchemactlError
from schemactl.model.report import ApplyReport, Outcome
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import (
    OPTIONS,
    STEPS,
    Observer,
    apply,
    done_steps,
    plan_of,
    remaining_plan,
    require_converged,
    statement,
)
from tests.fixtures.proxy import Fault, Mode, open_proxy

pytestmark = pytest.mark.faults

ROOT = Path(__file__).parents[2]

CONCURRENT = 3
"""Position, from 0, of the step that runs outside any transaction: the only one that can be in doubt."""


SLEEPER = """
import sys
from schemactl.model.statement import Verb
from tests.fixtures.applying import apply, plan_of, statement
apply(sys.argv[1], plan_of([statement("SELECT pg_sleep(60)", "DATA STEP", "sleep", Verb.DATA)]))
"""


def start_python(program: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a Python program that can import what the tests can."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def require_truth(report: ApplyReport | None, conninfo: str) -> None:
    """Make sure that what a run said of every step is what the database shows; without a report nothing was done."""
    done = done_steps(conninfo)
    said = [result.outcome for result in report.results] if report else [Outcome.NOT_APPLIED] * len(STEPS)
    for position, (outcome, real) in enumerate(zip(said, done, strict=True)):
        if outcome is Outcome.IN_DOUBT:
            assert position == CONCURRENT
        else:
            assert (outcome is Outcome.APPLIED) == real, f"step {position + 1} was said to be {outcome}: {done}"


def apply_and_fail(conninfo: str, observer: Observer) -> bool:
    """Apply what is left; return whether the run said that it did all of it."""
    try:
        apply(conninfo, plan_of(step.statement for step in STEPS), observer=observer)
    except SchemactlError:
        return False
    return True


def count_events(conninfo: str) -> int:
    """Return how many events a whole run has."""
    observer = Observer()
    apply(conninfo, remaining_plan(conninfo), observer=observer)
    return len(observer.events)


def count_commands(conninfo: str) -> int:
    """Return how many commands a whole run sends, those of its checks included."""
    with open_proxy(conninfo) as (proxy, through):
        apply(through, plan_of(step.statement for step in STEPS))
        return len(proxy.commands)


@pytest.mark.parametrize("mode", [Mode.DROP_BEFORE, Mode.DROP_AFTER, Mode.DROP_RESPONSE])
def test_connection_that_breaks_at_any_command(new_database: Callable[[], str], mode: Mode) -> None:
    """At every command of a run the connection breaks once: before it, right after it, or instead of its answer."""
    for number in range(1, count_commands(new_database()) + 1):
        conninfo, observer = new_database(), Observer()
        with open_proxy(conninfo, Fault(mode=mode, number=number)) as (proxy, through):
            complete = apply_and_fail(through, observer)
            assert proxy.fired
        require_truth(observer.report, conninfo)
        assert not complete or all(done_steps(conninfo))
        require_converged(conninfo)


def terminate_at(conninfo: str, number: int) -> Observer:
    """Return an observer that ends all other sessions of a database at the n-th event of a run, 1-based."""

    def terminate(event: Event) -> None:
        if len(observer.events) == number and not isinstance(event, RunEnded):
            with connect(conninfo) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )

    observer = Observer(at=terminate)
    return observer


def test_session_that_is_terminated_at_any_event(new_database: Callable[[], str]) -> None:
    """An administrator ends our session: at every event of a run, what is said afterwards is true."""
    for number in range(1, count_events(new_database())):
        conninfo = new_database()
        observer = terminate_at(conninfo, number)
        complete = apply_and_fail(conninfo, observer)
        require_truth(observer.report, conninfo)
        assert not complete or all(done_steps(conninfo))
        require_converged(conninfo)


def test_process_that_is_killed_at_any_event(new_database: Callable[[], str]) -> None:
    """After SIGKILL at every event the next run recognises what happened and does exactly the rest."""
    databases = [new_database() for _ in range(count_events(new_database()))]
    program = Path(__file__).with_name("killed.py").read_text(encoding="utf-8")
    with start_python(program, *databases) as process:
        output, _ = process.communicate()
    lives = [line.split() for line in output.splitlines()]
    assert [len(life) for life in lives] == list(range(1, len(databases) + 1))
    for conninfo, life in zip(databases, lives, strict=True):
        before = done_steps(conninfo)
        remarks = [d for d in require_converged(conninfo).diagnostics if d.code == "unfinished-run"]
        if "RunStarted" not in life or "RunEnded" in life:
            assert remarks == []
            continue
        assert len(remarks) == 1
        assert remarks[0].message.startswith("run 1 of 2")
        in_doubt = ["index public.by_title"] if remarks[0].message.endswith("; in doubt: index public.by_title") else []
        assert f"did not finish: applied {sum(before) - len(in_doubt) * before[CONCURRENT]} of 6" in remarks[0].message
        with connect(conninfo) as connection:
            runs = connection.execute("SELECT outcome FROM schemactl.run ORDER BY id").fetchall()
            doubtful = connection.execute(
                "SELECT address FROM schemactl.statement WHERE outcome = 'in doubt'"
            ).fetchall()
        assert runs[0] == ("killed",)
        assert [row[0] for row in doubtful] == in_doubt


def test_killed_run_does_not_go_on_without_its_client(database: str) -> None:
    """The server stops a long statement whose process was killed; the next run need not wait for its end."""
    with start_python(SLEEPER, database) as process, connect(database) as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
        deadline = time.monotonic() + 20
        while connection.execute(query).fetchone() != (1,):
            assert time.monotonic() < deadline, "the program never got to its statement"
            time.sleep(0.02)
        process.kill()
    require_converged(database)


def test_lost_answer_of_the_last_commit_is_success(database: str) -> None:
    """The server committed and its answer never came: the run finds out and says that all is applied."""
    create = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)
    observer = Observer()

    def arm(event: Event) -> None:
        if isinstance(event, GroupCommitting):
            proxy.fault = Fault(mode=Mode.DROP_RESPONSE, match=b"^COMMIT")

    with open_proxy(database) as (proxy, through):
        observer.at = arm
        report = apply(through, plan_of([create]), observer=observer)
        assert proxy.fired
    assert [result.outcome for result in report.results] == [Outcome.APPLIED]
    assert report.diagnostics[-1].code == "answer-lost"
    with connect(database) as connection:
        assert connection.execute("SELECT outcome, failure FROM schemactl.run").fetchall() == [("applied", "")]


def test_commit_nobody_can_be_asked_about_is_in_doubt(database: str) -> None:
    """The answer to COMMIT is lost and the server cannot be reached again: that is what is said, and nothing else."""
    create = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)
    observer = Observer()
    with open_proxy(database) as (proxy, through):

        def arm(event: Event) -> None:
            if isinstance(event, GroupCommitting):
                proxy.fault = Fault(mode=Mode.DROP_RESPONSE, match=b"^COMMIT")
                proxy.refuse_new()

        observer.at = arm
        with pytest.raises(
            ConnectionFailed, match=r"lost at COMMIT after statement 1 of 1.*\n.* in doubt: 1\."
        ) as caught:
            apply(
                through,
                plan_of([create]),
                observer=observer,
                options=replace(OPTIONS, reconnect_wait=timedelta(seconds=0.3)),
            )
    assert "unless `schemactl diff` still shows it" in caught.value.hint
    remarks = apply(database, remaining_plan(database)).diagnostics
    assert "did not finish: applied 1 of 1" in next(d.message for d in remarks if d.code == "unfinished-run")


def test_statement_outside_a_transaction_without_a_check_is_in_doubt(database: str) -> None:
    """Its answer is lost and nothing tells whether it took effect: the run does not guess."""
    vacuum = statement("VACUUM public.books", "TABLE", "books", Verb.ALTER, transaction=TransactionRule.OUTSIDE)
    observer = Observer()
    with (
        open_proxy(database, Fault(mode=Mode.DROP_RESPONSE, match=b"^VACUUM")) as (_, through),
        pytest.raises(ConnectionFailed, match=r"in doubt: 1\."),
    ):
        apply(through, plan_of([vacuum]), observer=observer)
    with connect(database) as connection:
        assert connection.execute("SELECT outcome FROM schemactl.statement").fetchall() == [("in doubt",)]


def test_unreachable_server_changes_nothing(database: str) -> None:
    """Without a connection there is no run."""
    with pytest.raises(ConnectionFailed, match="cannot connect"):
        apply(make_conninfo(database, host="127.0.0.1", port=1), plan_of([]))


def test_event_of_the_start_comes_before_any_statement(database: str) -> None:
    """When the run is announced its intent is on record and nothing else is."""

    def look(event: Event) -> None:
        if isinstance(event, RunStarted):
            with connect(database) as connection:
                rows = connection.execute("SELECT DISTINCT outcome FROM schemactl.statement").fetchall()
            assert rows == [("planned",)]
            assert not any(done_steps(database))

    apply(database, remaining_plan(database), observer=Observer(at=look))
