"""A run applies its plan or says exactly what it did not apply."""

from __future__ import annotations

import signal
from dataclasses import replace

import psycopg
import pytest

from schemactl.apply.events import Event, GroupCommitted, GroupCommitting, StatementFinished, StatementStarted
from schemactl.errors import SchemactlError, ServerError, StalePlan
from schemactl.model.declaration import SourceLocation
from schemactl.model.report import Outcome
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

CREATE = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)


def outcomes(observer: Observer) -> list[Outcome]:
    """Return the outcomes of a finished run, failed or not."""
    assert observer.report is not None
    return [result.outcome for result in observer.report.results]


def exists(conninfo: str, relation: str) -> bool:
    """Return whether a relation is there."""
    with connect(conninfo) as connection:
        row = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [relation]).fetchone()
    return bool(row and row[0])


def test_plan_is_applied_group_by_group(database: str) -> None:
    """All steps take effect; an enum value is committed before it is used, and a concurrent index stands alone."""
    observer = Observer()
    report = apply(database, remaining_plan(database), observer=observer)
    assert {result.outcome for result in report.results} == {Outcome.APPLIED}
    assert [result.position for result in report.results] == [1, 2, 3, 4, 5, 6]
    assert [event.group for event in observer.events if isinstance(event, GroupCommitted)] == [1, 2, 3, 4]
    assert all(done_steps(database))


def test_history_holds_the_run(database: str) -> None:
    """Afterwards the history says who ran what, and that all of it was applied."""
    report = apply(database, remaining_plan(database), options=replace(OPTIONS, allow=frozenset({"SC101"})))
    with connect(database) as connection:
        run = connection.execute("SELECT id, outcome, allowed, ended_at IS NOT NULL FROM schemactl.run").fetchone()
        rows = connection.execute(
            "SELECT position, transaction_group, command, outcome FROM schemactl.statement ORDER BY position"
        ).fetchall()
    assert run == (report.run_id, "applied", ["SC101"], True)
    assert [row[:2] for row in rows] == [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 4)]
    assert [row[2] for row in rows] == [step.statement.sql for step in STEPS]
    assert {row[3] for row in rows} == {"applied"}


def test_nothing_to_do_leaves_no_trace(database: str) -> None:
    """An empty plan is no run."""
    assert apply(database, plan_of(())).results == ()
    assert not exists(database, "schemactl.run")


def test_second_command_in_a_statement_is_refused(database: str) -> None:
    """Text that broke out of its quotes cannot bring another command along: the server takes one per message."""
    two = statement("SELECT 1; CREATE TABLE public.planted (id integer)", "TABLE", "planted", Verb.CREATE)
    with pytest.raises(ServerError, match="multiple commands"):
        apply(database, plan_of([two]))
    assert not exists(database, "public.planted")


def test_per_cent_signs_travel_unchanged(database: str) -> None:
    """A statement's text is not a format string."""
    apply(database, plan_of([statement('CREATE TABLE public."50%s" (id integer)', "TABLE", "50%s", Verb.CREATE)]))
    assert exists(database, 'public."50%s"')


def test_error_in_the_middle_rolls_the_whole_group_back(database: str) -> None:
    """What came before in the same transaction is not applied either; the message names statement, object and line."""
    bad = replace(
        statement("ALTER TABLE public.books ADD COLUMN id text", "TABLE", "books", Verb.ALTER),
        source=SourceLocation("schema/books.py", 7),
    )
    observer = Observer()
    with pytest.raises(ServerError) as caught:
        apply(database, plan_of([CREATE, bad]), observer=observer)
    message = str(caught.value)
    assert message.startswith("schema/books.py:7: statement 2 of 2 (table public.books: for a test) failed: ")
    assert 'column "id" of relation "books" already exists [42701]' in message
    assert message.endswith("Of 2 statements not applied: 1-2.")
    assert outcomes(observer) == [Outcome.NOT_APPLIED] * 2
    assert not exists(database, "public.shelves")


def test_failure_keeps_the_groups_before_it(database: str) -> None:
    """Committed groups stay, are reported as applied, and the next run does the rest."""
    plan = remaining_plan(database)
    bad = statement("SELECT 1/0", "DATA STEP", "bad", Verb.DATA)
    observer = Observer()
    with pytest.raises(ServerError, match=r"division by zero.*\n.*applied: 1-4; not applied: 5-7"):
        apply(database, plan_of([*plan.statements, bad]), observer=observer)
    assert outcomes(observer) == [Outcome.APPLIED] * 4 + [Outcome.NOT_APPLIED] * 3
    assert done_steps(database) == [True] * 4 + [False] * 2
    with connect(database) as connection:
        assert connection.execute("SELECT outcome FROM schemactl.run").fetchone() == ("failed",)
    assert require_converged(database).diagnostics[1:] == ()


def test_constraint_that_fails_at_commit_is_not_applied(database: str) -> None:
    """A deferred key is checked by COMMIT itself; the group is gone, and no doubt is left."""
    deferred = statement(
        "ALTER TABLE public.log ADD CONSTRAINT once UNIQUE (entry) DEFERRABLE INITIALLY DEFERRED",
        "CONSTRAINT",
        "log once",
        Verb.CREATE,
    )
    rows = statement("INSERT INTO public.log VALUES ('a'), ('a')", "DATA STEP", "rows", Verb.DATA)
    observer = Observer()
    with pytest.raises(ServerError, match="COMMIT after statement 2 of 2 failed"):
        apply(database, plan_of([deferred, rows]), observer=observer)
    assert outcomes(observer) == [Outcome.NOT_APPLIED] * 2


def test_check_that_does_not_hold_rolls_back(database: str) -> None:
    """A statement whose own check is not true afterwards counts as failed."""
    checked = statement(
        "INSERT INTO public.log VALUES ('x')", "DATA STEP", "x", Verb.DATA, verify="SELECT count(*) = 2 FROM public.log"
    )
    observer = Observer()
    with pytest.raises(ServerError, match="its check does not hold"):
        apply(database, plan_of([CREATE, checked]), observer=observer)
    assert outcomes(observer) == [Outcome.NOT_APPLIED] * 2
    assert not exists(database, "public.shelves")


def test_statement_that_commits_by_itself_is_found_out(database: str) -> None:
    """A data step that says COMMIT breaks the promise of its group, so the run stops there."""
    commit = statement("COMMIT", "DATA STEP", "commit", Verb.DATA)
    with pytest.raises(ServerError, match="ended the transaction it ran in"):
        apply(database, plan_of([CREATE, commit, *remaining_plan(database).statements]))
    assert not any(done_steps(database))


def test_stale_plan_sends_nothing(database: str) -> None:
    """The database is compared under the run lock, before anything is written, the history included."""

    def stale() -> None:
        raise StalePlan("the live database changed", hint="Plan again.")

    with pytest.raises(StalePlan):
        apply(database, remaining_plan(database), check_fresh=stale)
    assert not exists(database, "schemactl.run")


def test_invalid_index_of_an_earlier_try_is_built_again(database: str) -> None:
    """A failed concurrent build leaves an invalid index of that name: it is dropped, not taken for the real one."""
    build = statement(
        "CREATE UNIQUE INDEX CONCURRENTLY one_shelf ON public.books ((1))",
        "INDEX",
        "one_shelf",
        Verb.CREATE,
        transaction=TransactionRule.OUTSIDE,
    )
    with pytest.raises(ServerError, match="could not create unique index"):
        apply(database, plan_of([build]))
    assert not exists(database, "public.one_shelf")
    with connect(database) as connection:
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(build.sql.encode())
        connection.execute("DELETE FROM public.books WHERE id > 1")
    assert exists(database, "public.one_shelf")
    report = apply(database, plan_of([build]))
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["superuser-login"]


def test_left_over_of_others_is_reported(database: str) -> None:
    """An invalid index that is not part of the plan is named, never dropped."""
    with connect(database) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON public.books ((1))")
    report = apply(database, plan_of([CREATE]))
    assert [d.message for d in report.diagnostics if d.code == "invalid-index"] == [
        "the index public.broken on public.books is invalid: it is kept up to date but never used"
    ]
    assert exists(database, "public.broken")


@pytest.mark.parametrize("moment", [StatementStarted, StatementFinished, GroupCommitting, GroupCommitted])
def test_ctrl_c_rolls_back_and_reports(database: str, moment: type[Event]) -> None:
    """Ctrl-C ends the run at once; what is said of every statement is true, and the next run does the rest."""
    observer = Observer(at=lambda event: signal.raise_signal(signal.SIGINT) if isinstance(event, moment) else None)
    with pytest.raises(SchemactlError, match="stopped by Ctrl-C"):
        apply(database, remaining_plan(database), observer=observer)
    assert [outcome is Outcome.APPLIED for outcome in outcomes(observer)] == done_steps(database)
    require_converged(database)


def test_password_in_an_option_is_not_recorded(database: str) -> None:
    """The history holds the commands, but none whose options may hold a password."""
    wrapper = statement("CREATE FOREIGN DATA WRAPPER w", "FOREIGN DATA WRAPPER", "w", Verb.CREATE)
    server = statement("CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (password 'secret')", "SERVER", "s", Verb.CREATE)
    apply(database, plan_of([wrapper, server]))
    with connect(database) as connection:
        rows = connection.execute("SELECT command FROM schemactl.statement ORDER BY position").fetchall()
    assert rows == [("CREATE FOREIGN DATA WRAPPER w",), ("(not recorded: its options may hold a password)",)]
