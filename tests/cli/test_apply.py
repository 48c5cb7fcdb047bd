"""Applying: who is asked, what is refused, and what happens when two do it at once or one is stopped."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Any

import pytest

from schemactl.postgres.connect import connect
from tests.cli.conftest import Run, checked, ended, started

Write = Callable[[str, str], Path]

BOOKS = "CREATE TABLE public.books (id integer PRIMARY KEY);"
DOCUMENTS = "CREATE TABLE public.documents (id integer PRIMARY KEY);"


@pytest.fixture
def want(write: Write) -> Path:
    """Return a desired state of one table."""
    return write("want.sql", BOOKS)


def value(conninfo: str, query: str) -> Any:
    """Return the only value of a query."""
    with connect(conninfo) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None


def has_table(conninfo: str, name: str) -> bool:
    """Return whether there is a table of this name in public."""
    return bool(value(conninfo, f"SELECT to_regclass('public.{name}') IS NOT NULL"))


def test_the_main_job_from_the_command_line(run: Run, want: Path, database: str) -> None:
    """Differences, applied, in sync; the exit codes say so."""
    arguments = ("--database-url", database, "--desired", want)
    assert run("diff", *arguments).code == 2
    assert run("drift", *arguments).code == 2
    applied = run("apply", *arguments, "--yes")
    assert (applied.code, applied.err) == (0, "")
    assert has_table(database, "books")
    assert run("diff", *arguments).code == 0
    assert run("drift", *arguments).code == 0


def test_applying_twice_does_nothing_the_second_time(run: Run, want: Path, database: str) -> None:
    """The history holds one run."""
    arguments = ("apply", "--database-url", database, "--desired", want, "--yes")
    assert run(*arguments).code == 0
    again = run(*arguments)
    assert (again.code, again.err) == (0, "")
    assert "in sync" in again.out
    assert value(database, "SELECT count(*) FROM schemactl.run") == 1


def test_without_a_terminal_somebody_must_have_said_yes(run: Run, want: Path, database: str) -> None:
    """A job that forgot --yes must not apply, nor wait for an answer."""
    outcome = run("apply", "--database-url", database, "--desired", want)
    assert outcome.code == 64
    assert outcome.says("nobody is there to confirm", "--yes")
    assert not has_table(database, "books")


def test_a_table_with_rows_is_not_dropped_unless_it_is_named(
    run: Run, want: Path, new_database: Callable[[str], str]
) -> None:
    """Exit code 3, the table and its rows by name, and the way to allow it."""
    database = new_database(f"{BOOKS} {DOCUMENTS} INSERT INTO public.documents VALUES (1), (2);")
    arguments = ("apply", "--database-url", database, "--desired", want, "--yes")
    refused = run(*arguments)
    assert refused.code == 3
    assert refused.says("SC101 public.documents holds 2 rows", "--allow SC101:public.documents")
    another = run(*arguments, "--allow", "SC101:public.books")
    assert another.code == 3
    assert another.says("SC101:public.books is allowed, but this plan has no such hazard")
    assert has_table(database, "documents")
    assert run(*arguments, "--allow", "SC101:public.documents").code == 0
    assert not has_table(database, "documents")


def test_attributes_of_stored_values_are_not_dropped_unless_they_are_named(
    run: Run, write: Write, new_database: Callable[[str], str]
) -> None:
    """A type keeps no rows, but columns of it do: they are counted, and named by the column."""
    database = new_database(
        "CREATE TYPE public.place AS (street text, zip text); CREATE TABLE public.shops (at public.place);"
        " INSERT INTO public.shops VALUES (('High Street', '1')), (NULL);"
    )
    want = write("want.sql", "CREATE TYPE public.place AS (street text); CREATE TABLE public.shops (at public.place);")
    arguments = ("apply", "--database-url", database, "--desired", want, "--yes")
    refused = run(*arguments)
    assert refused.code == 3
    assert refused.says("SC102 public.shops.at holds 1 values", "--allow SC102:public.shops.at")
    assert run(*arguments, "--allow", "SC102:public.shops.at").code == 0
    with connect(database) as connection:
        assert connection.execute("SELECT (at).street FROM public.shops ORDER BY at").fetchall()[0] == ("High Street",)


def test_an_empty_table_is_dropped_without_leave(run: Run, want: Path, new_database: Callable[[str], str]) -> None:
    """Nothing is lost."""
    database = new_database(f"{BOOKS} {DOCUMENTS}")
    assert run("apply", "--database-url", database, "--desired", want, "--yes").code == 0
    assert not has_table(database, "documents")


def test_a_planned_file_is_what_is_applied(run: Run, want: Path, database: str) -> None:
    """Without a word on what is desired: the plan says it."""
    assert run("diff", "--live", database, "--desired", want, "--out", "plan.json").code == 2
    assert run("apply", "--database-url", database, "--plan", "plan.json", "--yes").code == 0
    assert has_table(database, "books")


def test_a_plan_for_another_state_is_stale(run: Run, want: Path, database: str) -> None:
    """Exit code 4, and nothing is sent."""
    assert run("diff", "--live", database, "--desired", want, "--out", "plan.json").code == 2
    with connect(database) as connection:
        connection.execute("CREATE TABLE public.meanwhile (id integer PRIMARY KEY)")
    outcome = run("apply", "--database-url", database, "--plan", "plan.json", "--yes")
    assert outcome.code == 4
    assert outcome.says("no longer the one this plan was made for", "schemactl diff")
    assert not has_table(database, "books")


def test_a_plan_that_was_tampered_with_is_stale(run: Run, want: Path, folder: Path, database: str) -> None:
    """Whatever was put in."""
    assert run("diff", "--live", database, "--desired", want, "--out", "plan.json").code == 2
    text = (folder / "plan.json").read_text(encoding="utf-8")
    (folder / "plan.json").write_text(text.replace("CREATE TABLE public.books", "DROP SCHEMA public"), encoding="utf-8")
    outcome = run("apply", "--database-url", database, "--plan", "plan.json", "--yes")
    assert outcome.code == 4
    assert outcome.says("changed after it was written")


def test_the_result_alone_is_on_standard_output(spawn: Run, want: Path, database: str) -> None:
    """A script can read it, whatever else is said."""
    outcome = spawn("apply", "--database-url", database, "--desired", want, "--yes", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    assert json.loads(outcome.out)


@contextlib.contextmanager
def busy(conninfo: str, mode: str) -> Iterator[None]:
    """Hold a lock on public.books in another session."""
    with connect(conninfo, autocommit=False) as connection:
        connection.execute(f"LOCK TABLE public.books IN {mode} MODE".encode())
        yield
        connection.rollback()


def wait_until(conninfo: str, question: str) -> None:
    """Wait until a query says true."""
    deadline = time.monotonic() + 30
    while not value(conninfo, question):
        assert time.monotonic() < deadline, f"never came true: {question}"
        time.sleep(0.05)


RUN_LOCK_HELD = """
SELECT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
"""
SOMEBODY_WAITS_FOR_BOOKS = (
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'public.books'::regclass)"
)


def test_of_two_at_once_one_applies_and_the_other_sees_it(write: Write, new_database: Callable[[str], str]) -> None:
    """The second finds another database than the one it planned for, or one in sync; nothing happens twice."""
    database = new_database(BOOKS)
    want = write("wider.sql", "CREATE TABLE public.books (id integer PRIMARY KEY, title text);")
    arguments = ("apply", "--database-url", database, "--desired", want, "--yes")
    with contextlib.ExitStack() as stack:
        with busy(database, "ROW EXCLUSIVE"):
            processes = [stack.enter_context(started(*arguments)) for _ in range(2)]
            wait_until(database, RUN_LOCK_HELD)
            wait_until(database, SOMEBODY_WAITS_FOR_BOOKS)
        outcomes = [ended(process) for process in processes]
    assert sorted(outcome.code for outcome in outcomes) in ([0, 0], [0, 4])
    assert value(database, "SELECT count(*) FROM schemactl.run") == 1


def test_stopping_while_it_reads_stops_at_once(want: Path, new_database: Callable[[str], str]) -> None:
    """Ctrl-C ends pg_dump too, which waits for a table; nothing was changed."""
    database = new_database(BOOKS)
    with busy(database, "ACCESS EXCLUSIVE"), started("diff", "--live", database, "--desired", want) as process:
        wait_until(database, SOMEBODY_WAITS_FOR_BOOKS)
        process.send_signal(signal.SIGINT)
        outcome = ended(process)
        assert (outcome.code, outcome.out) == (130, "")


def test_stopping_while_it_applies_says_what_is_applied(write: Write, new_database: Callable[[str], str]) -> None:
    """Ctrl-C in the middle of a run is an end like any other: reported, and recorded."""
    database = new_database(BOOKS)
    want = write("wider.sql", "CREATE TABLE public.books (id integer PRIMARY KEY, title text);")
    with (
        busy(database, "ROW EXCLUSIVE"),
        started("apply", "--database-url", database, "--desired", want, "--yes") as process,
    ):
        wait_until(database, SOMEBODY_WAITS_FOR_BOOKS)
        process.send_signal(signal.SIGINT)
        outcome = ended(process)
    assert outcome.code in {1, 130}
    assert outcome.says("stopped by Ctrl-C", "not applied")
    assert value(database, "SELECT count(*) FROM schemactl.run") == 1


CTRL_C = "\x03"


def _answer(process: subprocess.Popen[bytes], screen: RawIOBase, answer: str) -> None:
    """Type an answer; Ctrl-C reaches a process through its controlling terminal, which this one does not have.

    Python may miss a signal in the instant before it waits for input. Like a person, this then presses once more.
    """
    if answer == CTRL_C:
        process.send_signal(signal.SIGINT)
        again = threading.Timer(10, process.send_signal, [signal.SIGINT])
        again.daemon = True
        again.start()
    else:
        screen.write(answer.encode())


def at_a_terminal(answer: str, *arguments: str | Path) -> tuple[int, str]:
    """Run a command line at a terminal, answer its question, and return its exit code and all it showed."""
    controller, terminal = pty.openpty()
    shown = b""
    with contextlib.closing(os.fdopen(controller, "r+b", buffering=0)) as screen:
        process = subprocess.Popen(
            [sys.executable, "-m", "schemactl", *map(str, arguments)],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TERM": "dumb"},
        )
        os.close(terminal)
        alarm = threading.Timer(60, process.kill)
        alarm.start()
        # Linux tells the end of a terminal by an error instead of an empty read.
        with process, contextlib.suppress(OSError):
            while more := screen.read(4096):
                shown += more
                if answer and b"[y/N]" in shown:
                    _answer(process, screen, answer)
                    answer = ""
        alarm.cancel()
        code = process.returncode
    text = shown.decode()
    checked(0, text, "")
    return code, text


@pytest.mark.parametrize(
    ("answer", "code", "applied"),
    [("y\n", 0, True), ("n\n", 0, False), ("\n", 0, False), (CTRL_C, 130, False), ("\x04", 130, False)],
    ids=["yes", "no", "nothing", "ctrl_c", "ctrl_d"],
)
def test_at_a_terminal_the_plan_is_shown_and_asked_about(
    want: Path, database: str, answer: str, code: int, *, applied: bool
) -> None:
    """Only a yes applies it."""
    ended_with, text = at_a_terminal(answer, "apply", "--database-url", database, "--desired", want)
    assert "CREATE TABLE public.books" in text
    assert "Apply this plan?" in text
    assert ended_with == code
    assert has_table(database, "books") is applied


def test_at_a_terminal_progress_is_shown(want: Path, database: str) -> None:
    """So that nobody thinks it hangs."""
    code, text = at_a_terminal("", "diff", "--live", database, "--desired", want)
    assert code == 2
    assert "reading the live database" in text
