from __future__ import annotations

import psycopg
import pytest

from schemactl.errors import CannotPlan, LockNotObtained, ProofFailed, SchemactlError
from schemactl.postgres.connect import connect
from schemactl.repartition import session as room
from schemactl.repartition.events import Event, RangeCompared, Waiting
from schemactl.repartition.run import move_rows
from tests.repartition.conftest import Connection, contents, move_and_swap, request, swap, value

GRANTS = """
SELECT string_agg(concat_ws(' ', relname, relowner::regrole, relacl::text), '/' ORDER BY relname)
FROM pg_class WHERE relname IN ('titles', 'totals', 'over_totals', 'never_filled')
"""


def test_the_table_is_partitioned_and_nothing_else_has_changed(shelf: str, session: Connection) -> None:
    """The same rows, comment, rights and triggers; names that were the twin's are the table's."""
    comment = "SELECT obj_description('public.books'::regclass)"
    rights = "SELECT relacl::text FROM pg_class WHERE oid = 'public.books'::regclass"
    before = contents(session, "public.books"), value(session, comment), value(session, rights)
    move_and_swap(shelf)
    assert (contents(session, "public.books"), value(session, comment), value(session, rights)) == before
    assert contents(session, "schemactl.books__before") == before[0]
    assert value(session, "SELECT count(*) FROM pg_class WHERE relname LIKE '%twin%'") == 0
    assert value(session, "SELECT count(*) FROM pg_constraint WHERE conname LIKE '%twin%' AND connamespace = 2200") == 0
    assert value(session, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%twin%' OR tgname LIKE 'schemactl%'") == 0
    session.execute("UPDATE public.books SET title = 'edited' WHERE id = 600")
    assert value(session, "SELECT edits FROM public.books WHERE id = 600") == 101


def test_numbers_go_on_where_they_were(shelf: str, session: Connection) -> None:
    """The twin has a sequence of its own, which is set to where the table's stood."""
    move_and_swap(shelf)
    assert value(session, "INSERT INTO public.books (reader, title) VALUES (1, 'next') RETURNING id") == 2501


def test_a_shared_sequence_goes_to_the_new_table(shelf: str, session: Connection) -> None:
    """It must not go when the old table does."""
    session.execute(
        "ALTER TABLE public.books_twin ALTER id SET DEFAULT nextval('public.books_id_seq');"
        "DROP SEQUENCE public.books_twin_id_seq"
    )
    move_and_swap(shelf)
    assert value(session, "SELECT pg_get_serial_sequence('public.books', 'id')") == "public.books_id_seq"


def test_foreign_keys_hold_with_the_reader_in_them(shelf: str, session: Connection) -> None:
    """Unknown books and books of others are refused; deleting does what it did before."""
    move_and_swap(shelf)
    for row in ("(9001, 2, 99999)", "(9001, 5, 1)"):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            session.execute(f"INSERT INTO public.notes VALUES {row}".encode())
    session.execute("DELETE FROM public.books WHERE id = 1")
    assert session.execute("SELECT reader, book FROM public.notes WHERE id = 1").fetchall() == [(2, None)]
    assert value(session, "SELECT count(*) FROM public.marks WHERE id = 1") == 0
    session.execute("BEGIN; INSERT INTO public.marks VALUES (9001, 2, 99999)")
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        session.execute("COMMIT")
    described = "SELECT obj_description(oid) FROM pg_constraint WHERE conname = 'notes_book_fkey'"
    assert value(session, described) == "Which book."


def test_views_follow_with_the_rights_they_had(shelf: str, session: Connection) -> None:
    """Default privileges give them to everybody when they are made; that is taken back."""
    before = value(session, GRANTS)
    move_and_swap(shelf)
    session.execute(
        "INSERT INTO public.books (reader, title) VALUES (1, 'title 1'); DELETE FROM public.books WHERE id < 9"
    )
    assert value(session, "SELECT copies FROM public.titles WHERE title = 'title 1'") == 1
    session.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY public.totals")
    assert value(session, "SELECT sum(books) FROM public.over_totals") == 2501 - 8
    assert value(session, "SELECT obj_description('public.totals'::regclass)") == "Books per reader."
    filled = "SELECT string_agg(relispopulated::text, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'm'"
    assert value(session, filled) == "false true"
    owners = {part.partition(" {")[0] for part in before.split("/")}
    assert {part.partition(" {")[0] for part in value(session, GRANTS).split("/")} == owners
    may = "SELECT string_agg(has_table_privilege('{}', oid, 'SELECT')::text, ' ' ORDER BY relname) FROM pg_class"
    wanted = "WHERE relname IN ('titles', 'totals', 'over_totals')"
    assert value(session, f"{may.format('authenticated')} {wanted}") == "true false false"
    assert value(session, f"{may.format('anon')} {wanted}") == "false false false"


def test_policies_of_other_tables_look_into_the_new_one(shelf: str, session: Connection) -> None:
    """A note on a book that came after the swap is seen."""
    move_and_swap(shelf)
    session.execute("INSERT INTO public.books (id, reader, title) VALUES (9001, 3, 'new')")
    session.execute("INSERT INTO public.notes VALUES (9001, 3, 9001)")
    session.execute("BEGIN; SET LOCAL row_security = on; SET LOCAL ROLE authenticated")
    assert value(session, "SELECT count(*) FROM public.notes WHERE id = 9001") == 1
    session.execute("ROLLBACK")


def test_publications_follow(shelf: str, session: Connection) -> None:
    """Subscribers go on receiving the rows of the table."""
    session.execute("CREATE PUBLICATION everything FOR TABLE public.books, public.notes")
    move_and_swap(shelf)
    assert session.execute("SELECT tablename FROM pg_publication_tables ORDER BY 1").fetchall() in (
        [("books_p0",), ("books_p1",), ("notes",)],
        [("books",), ("notes",)],
    )


@pytest.mark.parametrize("held", ["public.books", "public.marks"])
def test_a_table_in_use_is_left_alone_soon(
    shelf: str, session: Connection, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The swap stays in the queue for one lock timeout, goes away, and comes back; at last it gives up."""
    monkeypatch.setattr(room, "_TRIES", 2)
    move_rows(request(shelf))
    events: list[Event] = []
    with connect(shelf) as reader:
        reader.execute(f"BEGIN; SELECT count(*) FROM {held}".encode())
        with pytest.raises(LockNotObtained, match="in the way 2 times"):
            swap(shelf, events.append)
        reader.execute("COMMIT")
    assert len([event for event in events if isinstance(event, Waiting)]) == 1
    session.execute("UPDATE public.books SET title = 'still mirrored' WHERE id = 600")
    assert contents(session, "public.books") == contents(session, "public.books_twin")
    swap(shelf)


def test_hostile_names_are_only_names(blank: Connection) -> None:
    """Quotes, capitals, dots and percent signs in every name that is written into a command."""
    blank.execute(
        b"""
        CREATE TABLE public."A ""b"" %s" ("K;--" integer PRIMARY KEY, "p'" integer NOT NULL);
        CREATE TABLE public."A ""b"" %s$T" ("K;--" integer, "p'" integer NOT NULL, PRIMARY KEY ("K;--", "p'"))
            PARTITION BY HASH ("p'");
        CREATE TABLE public."P %(x)s" PARTITION OF public."A ""b"" %s$T" FOR VALUES WITH (MODULUS 1, REMAINDER 0);
        CREATE TABLE public."C 'd'" ("K;--" integer REFERENCES public."A ""b"" %s", "p'" integer NOT NULL);
        INSERT INTO public."A ""b"" %s" SELECT n, n FROM generate_series(1, 10) AS n;
        """
    )
    info = blank.info
    conninfo = f"host={info.host} port={info.port} user={info.user} dbname={info.dbname}"
    names = {"source": 'public.A "b" %s', "twin": 'public.A "b" %s$T'}
    move_rows(request(conninfo, **names))
    blank.execute(b'UPDATE public."A ""b"" %s" SET "p\'" = 99 WHERE "K;--" = 3')
    swap(conninfo, **names)
    assert value(blank, 'SELECT sum("p\'") FROM public."A ""b"" %s"') == 55 - 3 + 99
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        blank.execute(b"INSERT INTO public.\"C 'd'\" VALUES (3, 3)")


@pytest.mark.parametrize(
    ("act", "error", "says"),
    [
        (
            "ALTER TABLE public.books DISABLE TRIGGER USER; ALTER TABLE public.books ENABLE TRIGGER USER",
            ProofFailed,
            "somebody changed the mirror",
        ),
        ("DELETE FROM public.books_twin WHERE id = 77", ProofFailed, "2500 rows and public.books_twin 2499"),
        ("UPDATE public.books_twin SET title = 'x' WHERE id = 78", ProofFailed, "(id: 78)"),
        ("CREATE VIEW public.late AS SELECT * FROM public.books", CannotPlan, "changed in the last seconds"),
    ],
)
def test_what_happens_at_the_last_moment_is_seen_under_the_locks(
    shelf: str, session: Connection, act: str, error: type[SchemactlError], says: str
) -> None:
    """After the comparison without locks, and before the swap; nothing is changed then."""
    move_rows(request(shelf))
    session.execute("SET schemactl.repartition = on")
    acts = [act]

    def at_the_last_moment(event: Event) -> None:
        if isinstance(event, RangeCompared) and acts:
            session.execute(acts.pop().encode())

    with pytest.raises(error) as refused:
        swap(shelf, at_the_last_moment, recheck=act.startswith("UPDATE"))
    assert says in str(refused.value)
    assert value(session, "SELECT relkind FROM pg_class WHERE oid = 'public.books'::regclass") == "r"
    assert value(session, "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'schemactl%'") == 3
