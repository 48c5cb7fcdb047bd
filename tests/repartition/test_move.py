from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest

from schemactl.errors import LockNotObtained, ProofFailed
from schemactl.postgres.connect import connect
from schemactl.repartition.events import BatchMoved, Event, Prepared, Waiting
from schemactl.repartition.run import abandon, check_rows, move_rows
from tests.repartition.conftest import BOOKS, SOURCE, TWIN, Connection, contents, request, value

WRITES = {
    "a copied row is changed": "UPDATE public.books SET title = 'new' WHERE id = 5",
    "a row that is not copied yet is changed": "UPDATE public.books SET title = 'new' WHERE id = 2400",
    "rows change their partition": "UPDATE public.books SET reader = reader % 10 + 1 WHERE id IN (5, 6, 2400, 2401)",
    "a copied row gets a key that is still ahead": "UPDATE public.books SET id = 9000 WHERE id = 600",
    "a row ahead gets a key that lies behind": "UPDATE public.books SET id = -1 WHERE id = 2399",
    "two copied rows exchange their keys": "UPDATE public.books SET id = CASE id WHEN 607 THEN -607 ELSE 607 END"
    " WHERE id IN (607, 608)",
    "rows are deleted": "DELETE FROM public.books WHERE id IN (9, 2390)",
    "a row is deleted and comes back": "DELETE FROM public.books WHERE id = 10;"
    " INSERT INTO public.books (id, reader, title) VALUES (10, 3, 'back')",
    "rows are added": "INSERT INTO public.books (id, reader, title) VALUES (-5, 1, 'behind'), (9001, 2, 'ahead')",
    "a row is written twice by one statement": "WITH new AS (INSERT INTO public.books (id, reader, title)"
    " VALUES (9002, 1, 'x') RETURNING id) UPDATE public.books SET title = 'y' WHERE id IN (SELECT id + 0 FROM new)",
    "an upsert meets a copied row": "INSERT INTO public.books (id, reader, title) VALUES (11, 4, 'x')"
    " ON CONFLICT (id) DO UPDATE SET title = 'upserted', reader = excluded.reader",
    "a trigger before ours writes the row again": "UPDATE public.books SET title = 'again' WHERE id IN (12, 2380)",
    "a trigger after ours writes the row again": "UPDATE public.books SET title = 'later' WHERE id IN (13, 2381);"
    " INSERT INTO public.books (id, reader, title) VALUES (9003, 5, 'later')",
    "a reader goes with all books": "DELETE FROM public.readers WHERE id = 4",
    "a replicating session writes": "SET session_replication_role = replica;"
    " UPDATE public.books SET title = 'replicated' WHERE id = 14; SET session_replication_role = origin",
    "the table is emptied": "TRUNCATE public.books CASCADE;"
    " INSERT INTO public.books (reader, title) VALUES (1, 'first')",
    "a write is undone": "BEGIN; DELETE FROM public.books WHERE id < 900; ROLLBACK",
}


def at_batch(number: int, act: Callable[[], object]) -> Callable[[Event], None]:
    """Return a watcher that does something once, after a batch."""
    seen = []

    def watch(event: Event) -> None:
        if isinstance(event, BatchMoved):
            seen.append(event)
            if len(seen) == number:
                act()

    return watch


def test_all_rows_move_as_they_are(shelf: str, session: Connection) -> None:
    """In batches, with all their values; the twin's triggers leave them alone. Once more changes nothing."""
    events: list[Event] = []
    moved = move_rows(request(shelf, events.append))
    assert [event.rows for event in events if isinstance(event, BatchMoved)] == [1000, 2000, BOOKS]
    assert (moved.rows, contents(session, SOURCE)) == (BOOKS, contents(session, TWIN))
    assert {value(session, f"SELECT count(*) > 100 FROM public.books_p{n}") for n in (0, 1)} == {True}
    assert move_rows(request(shelf)) == moved == check_rows(request(shelf))


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_what_is_written_meanwhile_is_in_the_twin_too(shelf: str, session: Connection, write: str) -> None:
    """Whether it hits rows that are copied, rows that are not, or rows that are no more."""
    moved = move_rows(request(shelf, at_batch(1, lambda: session.execute(write.encode()))))
    assert contents(session, SOURCE) == contents(session, TWIN)
    session.execute("DELETE FROM public.books WHERE id % 3 = 0; UPDATE public.books SET title = 'end' WHERE id % 5 = 0")
    assert contents(session, SOURCE) == contents(session, TWIN)
    assert check_rows(request(shelf)) != moved or write.startswith("TRUNCATE")


def test_a_transaction_that_began_before_the_mirror_is_waited_for(shelf: str, session: Connection) -> None:
    """Its writes fire no triggers. The move gives up soon, so that nobody queues behind it, and tries again."""
    events: list[Event] = []
    with connect(shelf) as writer:

        def end(event: Event) -> None:
            events.append(event)
            if isinstance(event, Waiting):
                writer.execute("DELETE FROM public.books WHERE id = 701; COMMIT")

        writer.execute("BEGIN; UPDATE public.books SET title = 'early', reader = 9 WHERE id = 700")
        move_rows(request(shelf, end))
    assert [type(event) for event in events[:2]] == [Waiting, Prepared]
    assert contents(session, SOURCE) == contents(session, TWIN)


def test_a_row_that_is_locked_during_its_batch_is_copied_as_it_became(shelf: str, session: Connection) -> None:
    """The batch waits for the row, gives up soon, and is tried again."""
    events: list[Event] = []
    with connect(shelf) as writer:

        def hold(event: Event) -> None:
            events.append(event)
            if isinstance(event, Prepared):
                writer.execute("BEGIN; UPDATE public.books SET title = 'slow', reader = 9 WHERE id = 700")
            if isinstance(event, Waiting):
                writer.execute("COMMIT")

        move_rows(request(shelf, hold))
    assert any(isinstance(event, Waiting) for event in events)
    assert value(session, "SELECT reader FROM public.books_twin WHERE id = 700") == 9
    assert contents(session, SOURCE) == contents(session, TWIN)


@pytest.mark.parametrize(
    "write", ["DELETE FROM public.books WHERE id = 5", "UPDATE public.books SET reader = 9 WHERE id = 5"]
)
def test_a_writer_with_an_old_snapshot_fails_instead_of_leaving_a_row_behind(
    shelf: str, session: Connection, write: str
) -> None:
    """Its DELETE would not see the copy. It is told to repeat, as every such transaction must expect."""
    with connect(shelf) as writer:

        def look(event: Event) -> None:
            if isinstance(event, Prepared):
                writer.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM public.books")

        move_rows(request(shelf, look))
        with pytest.raises(psycopg.errors.SerializationFailure):
            writer.execute(write.encode())
        writer.execute("ROLLBACK")
        writer.execute(f"BEGIN ISOLATION LEVEL REPEATABLE READ; {write}; COMMIT".encode())
    assert contents(session, SOURCE) == contents(session, TWIN)
    check_rows(request(shelf))


def test_nobody_else_fills_the_twin(shelf: str, session: Connection) -> None:
    """From the first moment until the move is abandoned; what is deleted there is found."""
    move_rows(request(shelf))
    for write in (
        "INSERT INTO public.books_twin (reader, title) VALUES (1, 'x')",
        "UPDATE public.books_twin SET edits = 1",
    ):
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState, match=r"write to public\.books"):
            session.execute(write.encode())
    session.execute("DELETE FROM public.books_twin WHERE id = 77")
    with pytest.raises(ProofFailed, match="id: 77"):
        check_rows(request(shelf))
    abandon(request(shelf))
    session.execute("INSERT INTO public.books_twin (reader, title) VALUES (1, 'x')")


def test_a_row_too_many_is_found(shelf: str, session: Connection) -> None:
    """The comparison goes both ways."""
    move_rows(request(shelf))
    session.execute(
        "SET schemactl.repartition = on; INSERT INTO public.books_twin (id, reader, title) VALUES (99999, 1, 'x')"
    )
    with pytest.raises(ProofFailed, match=r"2500 rows and public.books_twin 2501 .*99999"):
        check_rows(request(shelf))


def test_a_changed_value_is_found(shelf: str, session: Connection) -> None:
    """Be it one letter in one row."""
    move_rows(request(shelf))
    session.execute("SET schemactl.repartition = on; UPDATE public.books_twin SET title = 'Title 8' WHERE id = 8")
    with pytest.raises(ProofFailed, match=r"id: 8\)"):
        check_rows(request(shelf))


@pytest.mark.parametrize(
    "tampering",
    [
        """
        ALTER TABLE public.books DISABLE TRIGGER USER;
        UPDATE public.books SET title = 'missed' WHERE id = 3;
        ALTER TABLE public.books ENABLE TRIGGER USER;
        """,
        "DROP TRIGGER schemactl_repartition_rows ON public.books; DELETE FROM public.books WHERE id = 3",
    ],
)
def test_a_mirror_with_gaps_makes_the_move_begin_again(shelf: str, session: Connection, tampering: str) -> None:
    """Whoever switched it off may have written meanwhile, so nothing that was copied is trusted."""
    move_rows(request(shelf))
    session.execute(tampering.encode())
    events: list[Event] = []
    move_rows(request(shelf, events.append))
    assert Prepared(again=True) in events
    assert contents(session, SOURCE) == contents(session, TWIN)


def test_abandoning_leaves_no_trace(shelf: str, session: Connection) -> None:
    """Neither triggers nor functions nor rows; the twin's own triggers work again."""
    ours = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'schemactl%' AND NOT tgisinternal"
    switched = (
        "SELECT array_agg(tgenabled ORDER BY tgname) FROM pg_trigger WHERE tgrelid = 'public.books_twin'::regclass"
    )
    before = value(session, switched)
    move_rows(request(shelf))
    assert value(session, ours) == 3
    abandon(request(shelf))
    assert (value(session, ours), value(session, switched)) == (0, before)
    assert value(session, "SELECT count(*) FROM pg_proc WHERE pronamespace = 'schemactl'::regnamespace") == 0
    assert value(session, "SELECT count(*) FROM public.books_twin") == 0
    assert value(session, "SELECT count(*) FROM schemactl.repartition") == 0


def test_abandoning_works_when_the_twin_is_gone(shelf: str, session: Connection) -> None:
    """Otherwise nobody could write to the table any more."""
    move_rows(request(shelf))
    session.execute("DROP TABLE public.books_twin")
    with pytest.raises(psycopg.errors.UndefinedTable):
        session.execute("DELETE FROM public.books WHERE id = 1")
    abandon(request(shelf))
    session.execute("DELETE FROM public.books WHERE id = 1")


def test_two_runs_do_not_work_on_one_table(shelf: str) -> None:
    """The second is told so and does nothing."""
    refused: list[str] = []

    def second() -> None:
        with pytest.raises(LockNotObtained) as error:
            move_rows(request(shelf))
        refused.append(str(error.value))

    move_rows(request(shelf, at_batch(1, second)))
    assert refused == ["another run moves the rows of public.books"]
