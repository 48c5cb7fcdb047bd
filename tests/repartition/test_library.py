"""The declared library, from a plain table to a partitioned one while a reader goes on writing."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.database import DeclaredDatabase, open_database
from schemactl.repartition.run import Request, drop_old, move_rows
from schemactl.scratch.server import ScratchServer
from tests.repartition.conftest import Connection, request, swap, value

ROOT = Path(__file__).parents[2]
TABLES = {"source": "public.user_books", "twin": "public.user_books_partitioned", "batch": 100}
SWITCH = Path("schema", "public", "library_partitions.py")
READERS = "SELECT id FROM public.profiles ORDER BY id"
CHECKSUM = "SELECT md5(string_agg(b::text, '/' ORDER BY id)) FROM {} AS b"
SETTINGS = 'target = "schema"\nschemas = ["public", "chat"]\nplatform = "supabase"\n'
PLACES = """
SELECT format('%I.%I', relnamespace::regnamespace, relname) FROM pg_catalog.pg_class
WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text !~ '^pg_|^information_schema$'
"""

HELD_IN = {
    "moved": {"public.user_books", "public.user_books_p"},
    "swapped": {"public.user_books_p", "schemactl.user_books__before"},
}
"""Where books lie at each moment."""


class Writer:
    """A reader's app that goes on writing and remembers what the books must be like."""

    def __init__(self, conninfo: str, user: UUID) -> None:
        self.conninfo = conninfo
        self.user = user
        self.titles: dict[UUID, str] = {}
        self.longest = 0.0
        self.written = 0
        self._stop = threading.Event()
        self._failed: list[BaseException] = []
        self._thread = threading.Thread(target=self._work)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write for as long as the block lasts; what went wrong in it is raised at its end."""
        self._thread.start()
        try:
            yield
        finally:
            self._stop.set()
            self._thread.join(30)
        if self._failed:
            raise self._failed[0]

    def _work(self) -> None:
        chance = random.Random(1)  # noqa: S311 - the same writes every time, no secret
        try:
            with connect(self.conninfo) as connection:
                connection.execute("SET row_security = on; SET ROLE authenticated")
                connection.execute("SELECT set_config('request.jwt.claim.sub', %s, false)", [str(self.user)])
                rows = connection.execute("SELECT id, title FROM public.user_books").fetchall()
                self.titles = dict(rows)
                while not self._stop.is_set():
                    self._write(connection, chance)
                    self.written += 1
        except BaseException as error:  # noqa: BLE001 - raised in the test's own thread
            self._failed.append(error)

    def _write(self, connection: Connection, chance: random.Random) -> None:
        book = chance.choice(list(self.titles))
        match chance.choice(["add", "change", "change", "delete", "note"]):
            case "add":
                new = uuid4()
                connection.execute(
                    "INSERT INTO public.user_books (id, user_id, title, file_name, file_type, s3_key)"
                    " VALUES (%s, %s, 'added', 'f', 'pdf', 'k')",
                    [new, self.user],
                )
                self.titles[new] = "added"
            case "change":
                title = f"changed {self.written}"
                connection.execute("UPDATE public.user_books SET title = %s WHERE id = %s", [title, book])
                self.titles[book] = title
            case "delete" if len(self.titles) > 50:
                connection.execute("DELETE FROM public.user_books WHERE id = %s", [book])
                del self.titles[book]
            case _:
                connection.execute(
                    "INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES (%s, %s, 2, 'n')",
                    [self.user, book],
                )


@pytest.fixture(scope="module")
def library(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[DeclaredDatabase]:
    """Return the declared database with rows."""
    with open_database(schemactl_server, schemactl_template) as database:
        database.connection.execute(Path(__file__).with_name("library.sql").read_bytes())
        yield database


@pytest.fixture(scope="module")
def writer(library: DeclaredDatabase) -> Writer:
    """Return the app of the first reader."""
    return Writer(library.conninfo, library.value(READERS))


@pytest.fixture(scope="module")
def partitioned(library: DeclaredDatabase, writer: Writer) -> DeclaredDatabase:
    """Return it once its books are partitioned; the app wrote all the time."""
    asked = _asked(library)
    with writer.writing():
        move_rows(asked)
        swap(library.conninfo, **TABLES)
    return library


def test_no_write_is_lost_on_the_way(partitioned: DeclaredDatabase, writer: Writer) -> None:
    """The app's books are as it left them, and nobody else's were touched."""
    assert writer.written > 20
    rows = partitioned.rows("SELECT id, title FROM public.user_books WHERE user_id = %s", writer.user)
    assert dict(rows) == writer.titles
    assert partitioned.value("SELECT relkind FROM pg_class WHERE oid = 'public.user_books'::regclass") == "p"
    others = CHECKSUM + f" WHERE user_id <> '{writer.user}'"
    now, before = (
        partitioned.value(others.format(table)) for table in ("public.user_books", "schemactl.user_books__before")
    )
    assert now == before
    notes = "SELECT count(*) FROM public.user_notes WHERE book_id = b.id"
    counted = f"SELECT count(*) FROM public.user_books AS b WHERE notes_count <> ({notes})"
    assert partitioned.value(counted) == 0


def test_the_database_is_as_declared_once_the_switch_is_set(
    partitioned: DeclaredDatabase, schemactl_server: ScratchServer, tmp_path: Path
) -> None:
    """PARTITIONED = True in one module is all there is to change; `drift` finds nothing then."""
    shutil.copytree(ROOT / "schema", tmp_path / "schema", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "schemactl.toml").write_text(SETTINGS, encoding="utf-8")
    switch = tmp_path / SWITCH
    text = switch.read_text(encoding="utf-8")
    assert text.count("PARTITIONED = False") == 1
    switch.write_text(text.replace("PARTITIONED = False", "PARTITIONED = True"), encoding="utf-8")
    found = _drift(partitioned, schemactl_server, tmp_path)
    assert (found.returncode, found.stdout[:7]) == (0, "in sync"), found


def test_every_foreign_key_to_a_book_holds(partitioned: DeclaredDatabase) -> None:
    """Twelve tables' rows must point at a book of their own reader."""
    keys = partitioned.rows(
        "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE confrelid = 'public.user_books'::regclass AND conparentid = 0"
    )
    assert len(keys) == 12
    assert all("user_id) REFERENCES user_books(id, user_id) ON DELETE" in definition for _, definition in keys)
    assert partitioned.value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == 0
    mine, other = (row[0] for row in partitioned.rows(READERS + " LIMIT 2 OFFSET 2"))
    book = partitioned.value("SELECT id FROM public.user_books WHERE user_id = %s LIMIT 1", other)
    note = "INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES (%s, %s, 1, 'x')"
    for owner, target in ((mine, book), (mine, uuid4())):
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            partitioned.connection.execute(note.encode(), [owner, target])
    partitioned.connection.execute("DELETE FROM public.user_books WHERE id = %s", [book])
    for table, column in (
        ("public.user_notes", "book_id"),
        ("public.book_collections", "book_id"),
        ("chat.conversations", "document_id"),
    ):
        assert partitioned.value(f"SELECT count(*) FROM {table} WHERE {column} = %s", book) == 0
    kept = "SELECT count(*) FROM chat.conversation_memories WHERE user_id = %s AND document_id IS NULL"
    assert partitioned.value(kept, other) == 1


def test_readers_still_see_their_own_books_only_and_one_partition(partitioned: DeclaredDatabase) -> None:
    """Row security holds, also for the old table and for whoever asks a partition; it prunes while it runs."""
    reader = partitioned.value(READERS + " LIMIT 1 OFFSET 5")
    with partitioned.as_role("authenticated", reader) as session:
        assert value(session, "SELECT count(DISTINCT user_id) FROM public.user_books") == 1
        plan = session.execute("EXPLAIN ANALYZE SELECT id FROM public.user_books").fetchall()
        scans = [line for (line,) in plan if "Scan on user_books_p" in line or "using user_books_p" in line]
        assert len([line for line in scans if "never executed" not in line]) == 1, scans
    for table in ("public.user_books_p0", "schemactl.user_books__before"):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            partitioned.as_role("authenticated", reader) as session,
        ):
            session.execute(f"SELECT FROM {table}".encode())


@pytest.mark.parametrize(
    "call",
    [
        "search_user_books('{reader}', 'book')",
        "get_library_stats('{reader}')",
        "get_book_storage_stats('{reader}')",
        "get_user_reading_stats('{reader}')",
        "get_user_books_daily_stats('{reader}')",
        "get_user_activity_summary('{reader}')",
        "get_document_centric_graph('{book}', '{reader}')",
        "update_reading_progress('{book}', 3, 10)",
    ],
)
def test_functions_of_the_app_answer(partitioned: DeclaredDatabase, call: str) -> None:
    """Those that read or write books find them where they are now."""
    reader = partitioned.value(READERS + " LIMIT 1 OFFSET 6")
    book = partitioned.value("SELECT id FROM public.user_books WHERE user_id = %s LIMIT 1", reader)
    with partitioned.as_role("authenticated", reader) as session:
        assert session.execute(f"SELECT * FROM public.{call.format(reader=reader, book=book)}".encode()).fetchall()


def test_figures_follow_the_books(partitioned: DeclaredDatabase) -> None:
    """The materialized views were filled in the window, and are refreshed from the new table."""
    reader = partitioned.value(READERS + " LIMIT 1 OFFSET 7")
    total = f"SELECT total_books FROM public.user_activity_summary WHERE user_id = '{reader}'"
    before = partitioned.value(total)
    partitioned.make("public.user_books", user_id=reader)
    partitioned.connection.execute("SELECT public.refresh_all_analytics_views()")
    assert partitioned.value(total) == before + 1


@pytest.mark.parametrize("moment", ["moved", "swapped"])
def test_an_erased_reader_has_left_no_trace_at_any_moment(declared_database: DeclaredDatabase, moment: str) -> None:
    """Neither in the twin, nor in the old table, in quarantine, in a view or in what a move remembers."""
    declared_database.connection.execute(Path(__file__).with_name("library.sql").read_bytes())
    move_rows(_asked(declared_database))
    if moment == "swapped":
        swap(declared_database.conninfo, **TABLES)
    gone, stays = (row[0] for row in declared_database.rows(READERS + " LIMIT 2"))
    before = _traces(declared_database, stays)
    assert _traces(declared_database, gone).keys() == before.keys()
    assert before.keys() >= {"quarantine.documents", "public.user_activity_summary", "auth.users", *HELD_IN[moment]}
    with declared_database.as_role("service_role") as session:
        session.execute("SELECT * FROM public.cleanup_user_data(%s)", [gone])
    assert _traces(declared_database, gone) == {}
    assert _traces(declared_database, stays) == before


def test_the_old_table_goes_when_nobody_needs_it(partitioned: DeclaredDatabase) -> None:
    """The new one does not notice."""
    before = partitioned.value(CHECKSUM.format("public.user_books"))
    assert drop_old(_asked(partitioned)) == "schemactl.user_books__before"
    assert partitioned.value(CHECKSUM.format("public.user_books")) == before
    assert partitioned.value("SELECT to_regclass('schemactl.user_books__before')") is None


def _asked(database: DeclaredDatabase) -> Request:
    return request(database.conninfo, **TABLES)


def _drift(database: DeclaredDatabase, server: ScratchServer, folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tool"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "schemactl", "drift", "--live", database.conninfo, "--scratch", _url(server)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def _url(server: ScratchServer) -> str:
    """Return the server of the tests as a URL, so that no second one is started."""
    given: dict[str, Any] = psycopg.conninfo.conninfo_to_dict(server.conninfo("postgres"))
    return f"postgresql://{given['user']}@/{given['dbname']}?host={given['host']}&port={given['port']}"


def _traces(database: DeclaredDatabase, user: UUID) -> dict[str, int]:
    """Return how many rows of each relation in any schema hold an id of a reader's, in whatever column.

    Partitions count as one: whose rows are in which is chance.
    """
    found: Counter[str] = Counter()
    for (name,) in database.rows(PLACES):
        rows = database.value(f"SELECT count(*) FROM {name} AS r WHERE strpos(r::text, %s) > 0", f"{str(user)[:9]}")
        found[name.rstrip("0123456789")] += rows
    return {name: rows for name, rows in found.items() if rows}
