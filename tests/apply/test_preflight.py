"""Rows are asked before the first statement, and never lost by omission."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.apply.events import Event, RunLockObtained, StatementStarted
from schemactl.errors import Blocked, LockNotObtained, PermissionMissing, SchemactlError, ServerError
from schemactl.model.address import Address
from schemactl.model.plan import Plan, PreflightQuestion
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.connect import connect
from tests.fixtures.applying import OPTIONS, Observer, apply, losing, plan_of, statement

DROP_BOOKS = losing(statement("DROP TABLE public.books", "TABLE", "books", Verb.DROP))
DROP_NOTES = losing(statement("DROP TABLE public.notes", "TABLE", "notes", Verb.DROP))
DROP_TITLE = losing(
    statement("ALTER TABLE public.books DROP COLUMN title", "TABLE", "books", Verb.ALTER), column="title"
)
DROP_SHELF = losing(
    statement("ALTER TABLE public.books DROP COLUMN shelf", "TABLE", "books", Verb.ALTER), column="shelf"
)
MOVE_BOOKS = statement("ALTER TABLE public.books RENAME TO volumes", "TABLE", "volumes", Verb.MOVE)


def run(conninfo: str, sql: str) -> None:
    """Run a command in a session of its own."""
    with connect(conninfo) as connection:
        connection.execute(sql.encode())


def test_rows_that_would_be_lost_block_and_are_all_named(database: str) -> None:
    """Every table and column with something in it is named with its count, and with the words that would allow it."""
    run(database, "INSERT INTO public.books SELECT n, 't' FROM generate_series(100, 10200) AS n")
    run(database, "INSERT INTO public.notes VALUES (1), (2)")
    with pytest.raises(Blocked) as caught:
        apply(database, plan_of([DROP_TITLE, DROP_NOTES]))
    assert "SC102 public.books.title holds more than 10,000 values" in caught.value.message
    assert "SC101 public.notes holds 2 rows" in caught.value.message
    assert caught.value.hint.endswith("--allow SC102:public.books.title --allow SC101:public.notes")
    with connect(database) as connection:
        assert connection.execute("SELECT to_regclass('schemactl.run')").fetchone() == (None,)


@pytest.mark.parametrize("allow", ["SC101", "SC101:public.books"])
def test_loss_that_is_allowed_by_name_happens(database: str, allow: str) -> None:
    """A hazard is allowed everywhere by its id, or on one object by both names."""
    apply(database, plan_of([DROP_BOOKS]), options=replace(OPTIONS, allow=frozenset({allow})))
    with connect(database) as connection:
        assert connection.execute("SELECT to_regclass('public.books')").fetchone() == (None,)


def test_what_is_allowed_for_one_table_is_not_for_another(database: str) -> None:
    """Leave is given by name."""
    with pytest.raises(Blocked, match=r"public\.books holds 20 rows") as caught:
        apply(database, plan_of([DROP_BOOKS]), options=replace(OPTIONS, allow=frozenset({"SC101:public.notes"})))
    assert caught.value.hint.endswith("SC101:public.notes is allowed, but this plan has no such hazard.")


def test_what_is_allowed_needlessly_is_said(database: str) -> None:
    """Leave for an object the plan does not touch is a slip of the pen, or was used before; a bare id is none."""
    allow = frozenset({"SC101:public.books", "SC101:public.nowhere", "SC102"})
    report = apply(database, plan_of([DROP_BOOKS]), options=replace(OPTIONS, allow=allow))
    notes = [diagnostic.message for diagnostic in report.diagnostics if diagnostic.code == "allowed-needlessly"]
    assert notes == ["SC101:public.nowhere is allowed, but this plan has no such hazard"]


def test_nothing_to_lose_needs_no_leave(database: str) -> None:
    """An empty table and a column without values are dropped, with a note."""
    report = apply(database, plan_of([DROP_NOTES, DROP_SHELF]))
    notes = [diagnostic.message for diagnostic in report.diagnostics if diagnostic.code == "nothing-lost"]
    assert notes == [
        "nothing is in public.notes, so that no --allow SC101 is needed",
        "nothing is in public.books.shelf, so that no --allow SC102 is needed",
    ]


@pytest.mark.parametrize(
    ("drop", "arrival"),
    [
        pytest.param(DROP_NOTES, "INSERT INTO public.notes VALUES (1)", id="into a table"),
        pytest.param(DROP_SHELF, "UPDATE public.books SET shelf = 'a' WHERE id = 7", id="into a column"),
    ],
)
def test_rows_that_arrive_after_the_look_are_not_lost(database: str, drop: Statement, arrival: str) -> None:
    """Between preflight and the drop somebody writes: the second look, under the lock, stops the group."""
    create = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)

    def arrive(event: Event) -> None:
        if isinstance(event, StatementStarted) and event.position == 1:
            run(database, arrival)

    with pytest.raises(Blocked, match=r"by now .*would be lost\n.*not applied: 1-2"):
        apply(database, plan_of([create, drop]), observer=Observer(at=arrive))


def test_column_of_a_table_that_moves_first_is_looked_at_under_its_new_name(database: str) -> None:
    """Before the move there is nothing to count at the new address; right before the drop there is."""
    drops = [
        losing(statement(f"ALTER TABLE public.volumes DROP COLUMN {name}", "TABLE", "volumes", Verb.ALTER), column=name)
        for name in ("shelf", "title")
    ]
    with pytest.raises(Blocked, match=r"public\.volumes\.title holds rows by now"):
        apply(database, plan_of([MOVE_BOOKS, *drops]))
    apply(database, plan_of([MOVE_BOOKS, drops[0]]))


def question(sql: str, message: str = "{count} rows are in the way") -> Plan:
    """Return a plan of one statement that asks first."""
    one = PreflightQuestion(sql=sql, message=message, address=Address("TABLE", "public", "books"))
    return plan_of([statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)], (one,))


def test_question_answered_with_rows_blocks(database: str) -> None:
    """Rows that would break a statement are found before the first one."""
    with pytest.raises(Blocked, match=r"table public\.books: 20 rows have no shelf"):
        apply(database, question("SELECT count(*) FROM public.books WHERE shelf IS NULL", "{count} rows have no shelf"))


def test_question_answered_with_none_lets_go_on(database: str) -> None:
    """Zero rows in the way are no obstacle."""
    assert apply(database, question("SELECT count(*) FROM public.books WHERE title IS NULL")).results


@pytest.mark.parametrize(
    ("sql", "error", "words"),
    [
        pytest.param("SELECT count(*) FROM public.gone", ServerError, "does not exist", id="of a missing table"),
        pytest.param("DELETE FROM public.books RETURNING 1", ServerError, "read-only transaction", id="that writes"),
        pytest.param("SELECT 0; SELECT 0", ServerError, "multiple commands", id="of two commands"),
    ],
)
def test_question_that_cannot_be_answered_is_an_error(
    database: str, sql: str, error: type[SchemactlError], words: str
) -> None:
    """A question only reads, and a broken one is reported, not taken for a no."""
    with pytest.raises(error, match=words):
        apply(database, question(sql))


def test_table_locked_against_readers_is_not_waited_for(database: str) -> None:
    """A look at the rows waits no longer than any other lock."""
    with connect(database) as connection:

        def lock(event: Event) -> None:
            if isinstance(event, RunLockObtained):
                connection.execute("BEGIN")
                connection.execute("LOCK TABLE public.books")

        with pytest.raises(LockNotObtained, match="nothing was changed"):
            apply(database, plan_of([DROP_BOOKS]), observer=Observer(at=lock))


def test_loss_of_what_cannot_be_counted_needs_leave(database: str) -> None:
    """A hazard whose object is not the statement's own table is not looked at, so it is not waved through either."""
    one = replace(DROP_NOTES, hazards=tuple(replace(hazard, object="public.o'clock") for hazard in DROP_NOTES.hazards))
    with pytest.raises(Blocked) as caught:
        apply(database, plan_of([one]))
    assert caught.value.hint.endswith("""--allow 'SC101:public.o'"'"'clock'""")


def test_table_whose_rows_are_hidden_is_not_taken_for_empty(database: str) -> None:
    """Row security that hides rows from the login makes the count fail, not return zero."""
    login = f"schemactl_hidden_{os.getpid()}"
    run(database, f"CREATE ROLE {login} LOGIN")
    try:
        run(database, "ALTER TABLE public.books ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        run(database, f"ALTER TABLE public.books OWNER TO {login}")
        run(database, f"GRANT USAGE, CREATE ON SCHEMA public TO {login}")
        with pytest.raises(PermissionMissing, match="nothing was changed") as caught:
            apply(make_conninfo(database, user=login), plan_of([DROP_BOOKS]))
        assert "BYPASSRLS" in caught.value.hint
    finally:
        run(database, f"DROP OWNED BY {login} CASCADE")
        run(database, f"DROP ROLE {login}")
