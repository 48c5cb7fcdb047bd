"""Runs are taken back: real runs through the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from schemactl.errors import ExitCode
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import url_of

Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def live(server: ScratchServer, schemactl: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database, and an empty folder to work in."""
    assert schemactl
    monkeypatch.chdir(tmp_path)
    with scratch_database(server, "reverted") as name:
        yield url_of(server, name)


@pytest.fixture
def ask(live: str) -> Ask:
    """Asks the database a question, or changes it."""

    def asked(sql: str) -> list[tuple[Any, ...]]:
        with connect(live) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    return asked


@pytest.fixture
def apply(schemactl: Command, live: str) -> Callable[..., None]:
    """Makes the database as a script says."""

    def applied(desired: str, *flags: str) -> None:
        Path("desired.sql").write_text(desired, encoding="utf-8")
        ran = schemactl("apply", "--yes", "--database-url", live, "--desired", "desired.sql", *flags)
        assert ran.code == 0, ran.errors + ran.output

    return applied


def in_sync(schemactl: Command, live: str, script: str) -> bool:
    """Return whether a database is as a script says."""
    Path("check.sql").write_text(script, encoding="utf-8")
    return schemactl("diff", "--database-url", live, "--desired", "check.sql").code == ExitCode.IN_SYNC


OLD = """
CREATE TABLE public.books (id bigint PRIMARY KEY, title text, pages integer DEFAULT 1 NOT NULL);
CREATE INDEX by_title ON public.books (title);
COMMENT ON TABLE public.books IS 'all of them';
CREATE VIEW public.titles AS SELECT title FROM public.books;
"""
NEW = """
CREATE TABLE public.books (id bigint PRIMARY KEY, title text NOT NULL, isbn text);
CREATE TABLE public.shelves (id bigint PRIMARY KEY);
"""


def test_a_run_is_taken_back_and_that_again(
    schemactl: Command, live: str, ask: Ask, apply: Callable[..., None]
) -> None:
    """The database is what it was; what is gone is said; and taking the way back is a run that can be taken back."""
    apply(OLD)
    ask("INSERT INTO public.books VALUES (1, 'a', 7)")
    apply(NEW, "--allow", "SC102")
    back = schemactl("revert", "--yes", "--database-url", live)
    assert back.code == 0, back.errors
    assert "public.books.pages comes back without its values: they are gone" in back.output
    assert in_sync(schemactl, live, OLD)
    assert ask("SELECT id, title, pages FROM public.books") == [(1, "a", 1)]
    again = schemactl("revert", "--yes", "--allow", "SC102", "--database-url", live)
    assert again.code == 0, again.errors
    assert in_sync(schemactl, live, NEW)
    assert ask("SELECT max(run_id), count(*) FROM schemactl.before") == [(4, 4)]


def test_rows_of_a_new_table_are_not_lost_without_leave(
    schemactl: Command, live: str, ask: Ask, apply: Callable[..., None]
) -> None:
    """A table the run has made goes when its rows may go."""
    apply("CREATE TABLE public.shelves (id bigint PRIMARY KEY);")
    ask("INSERT INTO public.shelves VALUES (1)")
    refused = schemactl("revert", "--yes", "--database-url", live)
    assert (refused.code, "SC101 public.shelves holds 1 rows" in refused.errors) == (ExitCode.BLOCKED, True)
    assert schemactl("revert", "--yes", "--allow", "SC101:public.shelves", "--database-url", live).code == 0
    assert ask("SELECT to_regclass('public.shelves')") == [(None,)]


def test_what_changed_since_is_not_taken_along(
    schemactl: Command, live: str, ask: Ask, apply: Callable[..., None]
) -> None:
    """Only the newest change is taken back, and only while the database is what that left."""
    apply("CREATE TABLE public.a (id bigint);")
    apply("CREATE TABLE public.a (id bigint); CREATE TABLE public.b (id bigint);")
    older = schemactl("revert", "1", "--yes", "--database-url", live)
    assert (older.code, "is not what run 1 left" in older.errors) == (ExitCode.STALE_PLAN, True)
    assert schemactl("revert", "2", "--yes", "--database-url", live).code == 0
    assert schemactl("revert", "1", "--yes", "--database-url", live).code == 0
    assert ask("SELECT to_regclass('public.a')") == [(None,)]
    ask("CREATE TABLE public.stranger (id bigint)")
    assert schemactl("revert", "--yes", "--database-url", live).code == ExitCode.STALE_PLAN
    assert schemactl("revert", "99", "--yes", "--database-url", live).code == ExitCode.USAGE
    ask("DELETE FROM schemactl.before")
    assert "was not kept" in schemactl("revert", "--yes", "--database-url", live).errors


def test_what_went_to_the_trash_comes_back_with_its_rows(
    schemactl: Command, live: str, ask: Ask, apply: Callable[..., None]
) -> None:
    """Tables and values, in the one proven plan; nothing is said to be gone."""
    Path("schemactl.toml").write_text('on_drop = "trash"\n', encoding="utf-8")
    old = (
        OLD
        + """
        CREATE TABLE public.notes (id serial PRIMARY KEY, book bigint REFERENCES public.books);
        CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
        CREATE TRIGGER t BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION public.f();
        ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON public.notes USING (true);
        GRANT SELECT ON public.notes TO PUBLIC;
    """
    )
    apply(old)
    ask("INSERT INTO public.books VALUES (1, 'a', 7), (2, 'b', 8)")
    ask("INSERT INTO public.notes (book) VALUES (1), (2)")
    apply(NEW)
    back = schemactl("revert", "--yes", "--database-url", live)
    assert back.code == 0, back.errors + back.output
    assert "without its" not in back.output
    assert in_sync(schemactl, live, old)
    assert ask("SELECT id, book FROM public.notes ORDER BY id") == [(1, 1), (2, 2)]
    assert ask("SELECT id, pages FROM public.books ORDER BY id") == [(1, 7), (2, 8)]


MODULE = """
from sqlalchemy import BigInteger, Column, MetaData, Table, Text
import schemactl
metadata = MetaData()
Table("{table}", metadata, Column("id", BigInteger, primary_key=True),
    Column("{column}", Text{intent}){moved}, schema="public")
"""


def test_renames_are_renamed_back(
    schemactl: Command, live: str, ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A declared rename is no drop on the way back either."""
    assert tmp_path
    monkeypatch.syspath_prepend(tmp_path)
    Path("reverted_before.py").write_text(MODULE.format(table="books", column="title", intent="", moved=""), "utf-8")
    new = MODULE.format(
        table="volumes",
        column="name",
        intent=', schemactl.renamed_from("title")',
        moved=', schemactl.moved_from("public.books")',
    )
    Path("reverted_after.py").write_text(new, "utf-8")
    for target in ("reverted_before:metadata", "reverted_after:metadata"):
        ran = schemactl("apply", "--yes", "--database-url", live, "--desired", target)
        assert ran.code == 0, ran.errors
        if target == "reverted_before:metadata":
            ask("INSERT INTO public.books VALUES (1, 'a')")
    back = schemactl("revert", "--yes", "--database-url", live)
    assert back.code == 0, back.errors
    assert ask("SELECT id, title FROM public.books") == [(1, "a")]


def test_a_run_that_failed_is_taken_back_as_far_as_it_came(
    schemactl: Command, live: str, ask: Ask, apply: Callable[..., None]
) -> None:
    """What is there is compared, not what was planned."""
    apply("CREATE TABLE public.a (id bigint);")
    ask("UPDATE schemactl.run SET outcome = 'killed'")
    back = schemactl("revert", "--yes", "--database-url", live)
    assert back.code == 0, back.errors
    assert "run 1 did not end well (killed)" in back.output
    assert ask("SELECT to_regclass('public.a')") == [(None,)]
