"""What is dropped goes to the trash, and comes back: real runs through the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import ExitCode
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import url_of

LIVE = """
CREATE TYPE public.mood AS ENUM ('calm', 'wild');
CREATE FUNCTION public.loud(text) RETURNS text IMMUTABLE LANGUAGE sql AS $$SELECT upper($1)$$;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TABLE public.authors (id bigint PRIMARY KEY, name text NOT NULL, mood public.mood DEFAULT 'calm' NOT NULL);
CREATE TABLE public.books (
    id bigserial PRIMARY KEY, author bigint REFERENCES public.authors, mood public.mood DEFAULT 'calm',
    title text UNIQUE CHECK (public.loud(title) <> ''), up text GENERATED ALWAYS AS (public.loud(title)) STORED
);
CREATE INDEX loud ON public.books (public.loud(title));
CREATE TRIGGER touch BEFORE INSERT ON public.books FOR EACH ROW EXECUTE FUNCTION public.touch();
ALTER TABLE public.books ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.books USING (public.loud(title) = 'A');
CREATE STATISTICS public.both ON mood, title FROM public.books;
CREATE VIEW public.titles AS SELECT title FROM public.books;
COMMENT ON TABLE public.books IS 'It''s \\ a "book"';
GRANT SELECT ON public.books TO PUBLIC;
CREATE TABLE public.notes (id bigint PRIMARY KEY, book bigint REFERENCES public.books);
CREATE TABLE public.events (id bigint, day integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE public.early PARTITION OF public.events FOR VALUES FROM (1) TO (10);
CREATE TABLE public.late PARTITION OF public.events FOR VALUES FROM (10) TO (20);
CREATE TABLE public."We""ird" (a integer, "b""c" text, PRIMARY KEY (a));
"""
ROWS = """
INSERT INTO public.authors SELECT n, 'a' || n, 'wild' FROM generate_series(1, 5) AS n;
INSERT INTO public.books (author, mood, title) SELECT n, 'wild', 't' || n FROM generate_series(1, 5) AS n;
INSERT INTO public.notes SELECT n, n FROM generate_series(1, 5) AS n;
INSERT INTO public.events SELECT n, n FROM generate_series(1, 19) AS n;
INSERT INTO public."We""ird" VALUES (1, 'x'), (2, NULL);
"""
DESIRED = """
CREATE TABLE public.authors (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE public.notes (id bigint PRIMARY KEY, book bigint);
CREATE TABLE public.events (id bigint, day integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE public.early PARTITION OF public.events FOR VALUES FROM (1) TO (10);
CREATE TABLE public."We""ird" (a integer, PRIMARY KEY (a));
"""

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def folder(schemactl: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose settings want the trash, with the databases before and after as files."""
    assert schemactl
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemactl.toml").write_text('on_drop = "trash"\ntrash_days = 7\n', encoding="utf-8")
    (tmp_path / "live.sql").write_text(LIVE, encoding="utf-8")
    (tmp_path / "empty.sql").write_text("", encoding="utf-8")
    (tmp_path / "desired.sql").write_text(DESIRED, encoding="utf-8")
    return tmp_path


@pytest.fixture
def live(server: ScratchServer, folder: Path) -> Iterator[str]:
    """A database with rows."""
    assert folder
    with scratch_database(server, "binned") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute((LIVE + ROWS).encode())
        yield url_of(server, name)


@pytest.fixture
def ask(live: str) -> Ask:
    """Asks the database a question, or changes it."""

    def asked(sql: str) -> list[tuple[Any, ...]]:
        with connect(live) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    return asked


def test_what_is_dropped_goes_to_the_trash_and_comes_back(schemactl: Command, live: str, ask: Ask) -> None:
    """Without leave, as nothing is lost; the database is as declared, and all rows and values come back."""
    before = ask("SELECT b.* FROM public.books AS b ORDER BY id")
    applied = schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql")
    assert applied.code == 0, applied.errors + applied.output
    assert "SC10" not in applied.output
    assert schemactl("diff", "--database-url", live, "--desired", "desired.sql").code == ExitCode.IN_SYNC
    assert schemactl("drift", "--database-url", live, "--desired", "desired.sql").code == ExitCode.IN_SYNC

    listed = json.loads(schemactl("trash", "--database-url", live, "--format", "json").output)["things"]
    facts = {thing["what"]: (thing["kind"], thing["rows"], thing["run"]) for thing in listed}
    assert facts == {
        'public.We"ird.b"c': ("column", 1, 1),
        "public.authors.mood": ("column", 5, 1),
        "public.books": ("table", 5, 1),
        "public.late": ("table", 10, 1),
    }
    assert all(thing["since"][:10] < thing["until"][:10] for thing in listed)
    shown = schemactl("trash", "--database-url", live)
    assert "public.books  5 rows" in shown.output

    # What was dropped along with it is declared again; the rest is what restore brings back.
    ask("CREATE TYPE public.mood AS ENUM ('calm', 'wild')")
    for name in ("public.books", "public.late", "public.authors.mood", 'public.We"ird.b"c'):
        restored = schemactl("restore", name, "--database-url", live)
        assert restored.code == 0, restored.errors
    assert ask("SELECT id, author, mood::public.mood::text, title, up FROM public.books ORDER BY id") == before
    assert ask("SELECT nextval('public.books_id_seq')") == [(6,)]
    assert ask("SELECT count(*) FROM public.events") == [(19,)]
    assert ask("SELECT DISTINCT mood::text FROM public.authors") == [("wild",)]
    assert ask('SELECT a, "b""c" FROM public."We""ird" ORDER BY a') == [(1, "x"), (2, None)]
    assert ask("SELECT obj_description('public.books'::regclass)") == [('It\'s \\ a "book"',)]
    names = ask("SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = 'public.books'::regclass ORDER BY 1")
    assert names == [("public.books_pkey",), ("public.books_title_key",)]
    keys = ask("SELECT conname::text FROM pg_constraint WHERE conrelid = 'public.books'::regclass AND contype = 'f'")
    assert keys == [("books_author_fkey",)]
    assert schemactl("trash", "--database-url", live).output.startswith("nothing is in the trash")


def test_a_thing_that_is_dropped_again_gets_another_name(schemactl: Command, live: str, ask: Ask) -> None:
    """Both stay; the newest is the one that comes back, and not while something else has its name."""
    for n in (1, 2):
        ask("DROP SCHEMA public CASCADE")
        ask("CREATE SCHEMA public")
        ask("CREATE TABLE public.t (a integer PRIMARY KEY)")
        ask(f"INSERT INTO public.t SELECT generate_series(1, {n})")
        applied = schemactl("apply", "--yes", "--database-url", live, "--desired", "empty.sql")
        assert applied.code == 0, applied.errors
    ask("CREATE TABLE public.t (a integer)")
    taken = schemactl("restore", "public.t", "--database-url", live)
    assert taken.code == ExitCode.BLOCKED
    assert "public.t is there already" in taken.errors
    ask("DROP TABLE public.t")
    assert schemactl("restore", "public.t", "--database-url", live).code == 0
    assert ask("SELECT count(*) FROM public.t") == [(2,)]
    assert schemactl("restore", "schemactl_trash.t__1", "--database-url", live).code == ExitCode.BLOCKED


def test_partitions_that_go_with_their_table_come_back_with_it(schemactl: Command, live: str, ask: Ask) -> None:
    """A type of the same name makes the plan drop the table at once, partitions included."""
    ask("DROP SCHEMA public CASCADE")
    ask("CREATE SCHEMA public")
    ask("CREATE TABLE public.t (a integer PRIMARY KEY) PARTITION BY RANGE (a)")
    ask("CREATE TABLE public.t_0 PARTITION OF public.t FOR VALUES FROM (0) TO (9)")
    ask("INSERT INTO public.t VALUES (1)")
    Path("desired.sql").write_text("CREATE TYPE public.t AS (a integer)", encoding="utf-8")
    assert schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql").code == 0
    assert schemactl("diff", "--database-url", live, "--desired", "desired.sql").code == 0
    ask("DROP TYPE public.t")
    assert schemactl("restore", "public.t", "--database-url", live).code == 0
    assert ask("SELECT tableoid::regclass::text, a FROM public.t") == [("public.t_0", 1)]


def test_what_cannot_be_kept_stops_the_run_as_ever(schemactl: Command, live: str, ask: Ask) -> None:
    """Values without a primary key would never find their rows again: they are lost, and that must be allowed."""
    ask("DROP SCHEMA public CASCADE")
    ask("CREATE SCHEMA public")
    ask("CREATE TABLE public.t (a integer, b integer)")
    ask("INSERT INTO public.t VALUES (1, 1)")
    Path("desired.sql").write_text("CREATE TABLE public.t (a integer)", encoding="utf-8")
    refused = schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql")
    assert refused.code == ExitCode.BLOCKED
    assert "column b of table public.t cannot go to the trash: its table has no primary key" in refused.output
    assert "SC102" in refused.errors


def test_values_go_into_a_column_that_is_declared_again(schemactl: Command, live: str, ask: Ask) -> None:
    """Rows that have another value by now keep it, and values without a row stay in the trash."""
    ask("DROP SCHEMA public CASCADE")
    ask("CREATE SCHEMA public")
    ask("CREATE TABLE public.t (a integer PRIMARY KEY, b integer)")
    ask("INSERT INTO public.t SELECT n, n FROM generate_series(1, 4) AS n")
    Path("desired.sql").write_text("CREATE TABLE public.t (a integer PRIMARY KEY)", encoding="utf-8")
    assert schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql").code == 0
    ask("ALTER TABLE public.t ADD b integer")
    ask("UPDATE public.t SET b = 9 WHERE a = 1")
    ask("DELETE FROM public.t WHERE a = 2")
    restored = schemactl("restore", "public.t.b", "--database-url", live)
    assert "2 values stay in the trash" in restored.output
    assert ask("SELECT a, b FROM public.t ORDER BY a") == [(1, 9), (3, 3), (4, 4)]
    assert schemactl("trash", "--database-url", live).output.count("public.t.b") == 1


def test_only_what_is_old_or_named_is_deleted(schemactl: Command, live: str, ask: Ask) -> None:
    """Nothing before its time; at its time, or by name, with all that belongs to it."""
    assert schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql").code == 0
    for due in ((), ("--older-than", "1d")):
        assert schemactl("purge", "--yes", "--database-url", live, *due).output == "nothing to delete\n"
    assert schemactl("purge", "--database-url", live, "public.books").code == ExitCode.USAGE
    assert "public.books  5 rows" in schemactl("purge", "--yes", "--database-url", live, "public.books").output
    noted = "SELECT obj_description('schemactl_trash.authors_mood__1'::regclass)"
    [(comment,)] = ask(noted)
    aged = str(comment).replace("since 2", "since 1", 1).replace("'", "''")
    ask(f"COMMENT ON TABLE schemactl_trash.authors_mood__1 IS '{aged}'")
    assert "public.authors.mood  5 values" in schemactl("purge", "--yes", "--database-url", live).output
    assert ask(
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'schemactl_trash'::regnamespace AND relkind = 'r'"
    ) == [(2,)]
    assert "deleted for good" in schemactl("purge", "--yes", "--older-than", "0d", "--database-url", live).output
    assert schemactl("purge", "--yes", "--older-than", "soon", "--database-url", live).code == ExitCode.USAGE


def test_commands_that_others_may_have_written_are_not_run(schemactl: Command, live: str, ask: Ask) -> None:
    """Whoever owns the schema or a table of it could have noted anything as the way back."""
    assert schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql").code == 0
    planter = f"trash_planter_{os.getpid()}"
    ask(f"CREATE ROLE {planter}")
    try:
        ask(f"ALTER SCHEMA schemactl_trash OWNER TO {planter}")
        refused = schemactl("restore", "public.late", "--database-url", live)
        assert (refused.code, "may have been written by others" in refused.errors) == (ExitCode.ERROR, True)
        ask("ALTER SCHEMA schemactl_trash OWNER TO CURRENT_USER")
        ask(f"ALTER TABLE schemactl_trash.late__1 OWNER TO {planter}")
        assert schemactl("trash", "--database-url", live).code == 0
        ask(f"GRANT USAGE ON SCHEMA schemactl_trash TO {planter}")
        assert "may have been written by others" in schemactl("restore", "public.late", "--database-url", live).errors
        ask(f"REVOKE USAGE ON SCHEMA schemactl_trash FROM {planter}")
        assert schemactl("restore", "public.late", "--database-url", live).code == 0
    finally:
        ask(f"DROP OWNED BY {planter} CASCADE")
        ask(f"DROP ROLE {planter}")
