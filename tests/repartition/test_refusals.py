from __future__ import annotations

from dataclasses import dataclass

import pytest

from schemactl.errors import Blocked, CannotPlan, PermissionMissing, SchemactlError, ServerError, UsageError
from schemactl.postgres.connect import connect
from schemactl.repartition.run import abandon, check_rows, drop_old, move_rows
from tests.repartition.conftest import Connection, contents, move_and_swap, request, swap, value


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that is wrong with the tables, and how a run names it."""

    made_by: str
    says: str
    error: type[SchemactlError] = CannotPlan


UNFIT = {
    "the twin lacks a column": Refusal(
        made_by="ALTER TABLE public.books ADD isbn text", says="the twin lacks column isbn"
    ),
    "only the twin has a column": Refusal(
        made_by="ALTER TABLE public.books_twin ADD isbn text", says="only the twin has column isbn"
    ),
    "a type is another": Refusal(
        made_by="ALTER TABLE public.books_twin ALTER edits TYPE bigint",
        says="column edits is integer here and bigint on the twin",
    ),
    "a collation is another": Refusal(
        made_by='ALTER TABLE public.books ADD x text; ALTER TABLE public.books_twin ADD x text COLLATE "C"',
        says='column x is text here and text COLLATE "C" on the twin',
    ),
    "a default is another": Refusal(
        made_by="ALTER TABLE public.books_twin ALTER edits SET DEFAULT 1",
        says="column edits has default 0 here and 1 on the twin",
    ),
    "the twin takes no NULL": Refusal(
        made_by="ALTER TABLE public.books_twin ALTER edits SET NOT NULL", says="column edits may be NULL only here"
    ),
    "the twin has a check more": Refusal(
        made_by="ALTER TABLE public.books_twin ADD CONSTRAINT few CHECK (edits < 9)", says="only the twin has check few"
    ),
    "a check is another": Refusal(
        made_by="ALTER TABLE public.books_twin DROP CONSTRAINT books_twin_title_check,"
        " ADD CONSTRAINT books_twin_title_check CHECK (title <> 'x')",
        says="check books_title_check differs",
    ),
    "the twin lacks a foreign key": Refusal(
        made_by="ALTER TABLE public.books_twin DROP CONSTRAINT books_twin_reader_fkey",
        says="the twin lacks foreign key books_reader_fkey",
    ),
    "the twin lacks a trigger": Refusal(
        made_by="DROP TRIGGER books_twin_touch ON public.books_twin", says="the twin lacks trigger books_touch"
    ),
    "the twin lacks row security": Refusal(
        made_by="ALTER TABLE public.books ENABLE ROW LEVEL SECURITY", says="row security differs"
    ),
    "the twin lacks a policy": Refusal(
        made_by="CREATE POLICY own ON public.books USING (reader = 1)", says="the twin lacks policy own"
    ),
    "a policy is another": Refusal(
        made_by="CREATE POLICY own ON public.books USING (reader = 1);"
        "CREATE POLICY own ON public.books_twin USING (true)",
        says="policy own differs",
    ),
    "somebody may do more with the twin": Refusal(
        made_by="GRANT DELETE ON public.books_twin TO anon", says="only the twin has grant DELETE to anon"
    ),
    "somebody may do less with a column": Refusal(
        made_by="GRANT UPDATE (title) ON public.books TO anon", says="the twin lacks grant UPDATE (title) to anon"
    ),
    "the owner is another": Refusal(made_by="ALTER TABLE public.books_twin OWNER TO anon", says="owner differs"),
    "the twin is unique in something else": Refusal(
        made_by="CREATE UNIQUE INDEX one_each ON public.books_twin (reader, title)",
        says="the twin's unique index one_each could refuse a row",
    ),
    "the table has no key": Refusal(
        made_by="ALTER TABLE public.books DROP CONSTRAINT books_pkey CASCADE", says="the table has no primary key"
    ),
    "the twin has no key": Refusal(
        made_by="ALTER TABLE public.books_twin DROP CONSTRAINT books_twin_pkey",
        says="the twin's primary key must hold that of the table (id)",
    ),
    "a partition is missing": Refusal(
        made_by="DROP TABLE public.books_p1", says="some rows of public.books would find no partition"
    ),
    "row security is forced on the owner": Refusal(
        made_by="ALTER TABLE public.books FORCE ROW LEVEL SECURITY", says="forces row security on its owner"
    ),
    "the twin holds rows": Refusal(
        made_by="INSERT INTO public.books_twin (reader, title) VALUES (1, 'whose?')",
        says="holds rows that no run of ours has moved there",
        error=UsageError,
    ),
    "the table has children": Refusal(
        made_by="CREATE TABLE public.novels () INHERITS (public.books)", says="is not a plain table", error=UsageError
    ),
    "the twin is a plain table": Refusal(
        made_by="DROP TABLE public.books_twin; CREATE TABLE public.books_twin (LIKE public.books)",
        says="public.books_twin is not a partitioned table",
        error=UsageError,
    ),
    "the twin is not there": Refusal(
        made_by="DROP TABLE public.books_twin", says="there is no table public.books_twin", error=UsageError
    ),
}

STAYING = {
    "a function takes rows of the table": Refusal(
        made_by="CREATE FUNCTION public.f(public.books) RETURNS text LANGUAGE sql AS 'SELECT NULL::text'",
        says="function public.f(public.books)",
    ),
    "a function's body is bound to the table": Refusal(
        made_by="CREATE FUNCTION public.f() RETURNS bigint LANGUAGE sql"
        " BEGIN ATOMIC SELECT count(*) FROM public.books; END",
        says="function public.f()",
    ),
    "a column has the row type of a view over it": Refusal(
        made_by="CREATE TABLE public.log (entry public.over_totals)", says="table public.log"
    ),
    "another table lacks the column": Refusal(
        made_by="ALTER TABLE public.notes DROP reader",
        says="notes_book_fkey of public.notes: its table has no column reader",
    ),
    "another table's column may be NULL": Refusal(
        made_by="ALTER TABLE public.notes ALTER reader DROP NOT NULL", says="its column reader may be NULL"
    ),
    "a partitioned table points at it": Refusal(
        made_by="CREATE TABLE public.parts (reader integer NOT NULL, book bigint REFERENCES public.books)"
        " PARTITION BY LIST (reader)",
        says="it is one of a partitioned table",
    ),
    "a foreign key is not proven": Refusal(
        made_by="ALTER TABLE public.notes ADD CONSTRAINT n FOREIGN KEY (book) REFERENCES public.books NOT VALID",
        says="it is not validated",
    ),
    "rows of another table contradict it": Refusal(
        made_by="UPDATE public.notes SET reader = 7 WHERE id IN (1, 2, 3)",
        says="3 rows of public.notes contradict public.books in reader",
        error=Blocked,
    ),
    "the name of the old table is taken": Refusal(
        made_by="CREATE TABLE schemactl.books__before ()", says="is still there from an earlier swap", error=UsageError
    ),
    "a new name would be taken": Refusal(
        made_by="CREATE TABLE public.books_reader_idx ()",
        says="books_reader_idx",
        error=ServerError,
    ),
}


@pytest.mark.parametrize("refusal", UNFIT.values(), ids=UNFIT.keys())
def test_tables_that_do_not_fit_are_refused_before_anything_is_done(
    shelf: str, session: Connection, refusal: Refusal
) -> None:
    """By name, with a hint, and without a trigger or a row left behind."""
    session.execute(refusal.made_by.encode())
    with pytest.raises(refusal.error) as error:
        move_rows(request(shelf))
    assert refusal.says in str(error.value)
    assert error.value.hint
    assert value(session, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'schemactl%'") == 0


@pytest.mark.parametrize("refusal", STAYING.values(), ids=STAYING.keys())
def test_a_swap_that_would_lose_something_is_refused(shelf: str, session: Connection, refusal: Refusal) -> None:
    """By name, and nothing is changed: the mirror goes on."""
    move_rows(request(shelf))
    session.execute(refusal.made_by.encode())
    with pytest.raises(refusal.error) as error:
        swap(shelf)
    assert refusal.says in str(error.value)
    session.execute("UPDATE public.books SET title = 'still mirrored' WHERE id = 600")
    assert contents(session, "public.books") == contents(session, "public.books_twin")
    assert value(session, "SELECT relkind FROM pg_class WHERE oid = 'public.books'::regclass") == "r"


@pytest.mark.parametrize("name", ["books", "", ".books", "public."])
def test_a_name_without_its_schema_is_refused(shelf: str, name: str) -> None:
    """It could mean any table."""
    with pytest.raises(UsageError, match="not the name of a table"):
        move_rows(request(shelf, source=name))


def test_a_login_that_does_not_own_the_tables_is_refused(shelf: str, session: Connection) -> None:
    """Before anything else is tried."""
    session.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    session.execute("DROP ROLE IF EXISTS stranger; CREATE ROLE stranger LOGIN")
    with pytest.raises(PermissionMissing, match=r"does not own public\.books"):
        move_rows(request(f"{shelf} user=stranger"))
    move_rows(request(shelf))
    with pytest.raises(PermissionMissing, match="permission denied for schema schemactl"):
        move_rows(request(f"{shelf} user=stranger"))
    session.execute("DROP ROLE stranger")


def test_steps_in_the_wrong_order_are_refused(shelf: str, session: Connection) -> None:
    """Each says what comes first."""
    for step in (check_rows, lambda asked: swap(asked.conninfo)):
        with pytest.raises(UsageError, match="not all moved yet"):
            step(request(shelf))
    with pytest.raises(UsageError, match=r"no rows of public\.books are being moved"):
        abandon(request(shelf))
    with pytest.raises(UsageError, match="was not swapped"):
        drop_old(request(shelf))
    move_rows(request(shelf))
    session.execute("CREATE TABLE public.other (LIKE public.books) PARTITION BY HASH (id)")
    with pytest.raises(UsageError, match=r"move into public\.books_twin, not into public\.other"):
        abandon(request(shelf, twin="public.other"))


def test_after_the_swap_only_what_makes_sense_is_done(shelf: str) -> None:
    """Nothing moves or is abandoned then; the old table goes when it is asked for, and the move is forgotten."""
    move_and_swap(shelf)
    for step in (move_rows, check_rows, abandon):
        with pytest.raises(UsageError, match="has taken the place"):
            step(request(shelf))
    assert swap(shelf) == drop_old(request(shelf)) == "schemactl.books__before"
    with connect(shelf) as session:
        assert value(session, "SELECT to_regclass('schemactl.books__before')") is None
        assert value(session, "SELECT count(*) FROM schemactl.repartition") == 0
