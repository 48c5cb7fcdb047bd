"""Both sides of a comparison may come from elsewhere: snapshot files, SQL files, other databases."""

from __future__ import annotations

from pathlib import Path

from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import legacy_database, legacy_sql, run_sql, url_of

ACCOUNTS = "CREATE TABLE public.accounts (id integer PRIMARY KEY, name text NOT NULL);"
BOOKS = """
CREATE TABLE public.books (id integer PRIMARY KEY, account integer REFERENCES public.accounts (id));
CREATE INDEX books_account ON public.books (account);
"""


def test_snapshot_file_stands_for_the_database(schemactl: Command, live: str, tmp_path: Path) -> None:
    """A snapshot of a database that is as declared compares as in sync; of one that is not, it shows what differs."""
    picture = str(tmp_path / "live.snapshot")
    assert schemactl("snapshot", "--database-url", live, "--out", picture).code == 0
    assert schemactl("diff", "--live", picture).code == 0
    run_sql(live, "DROP INDEX public.idx_user_books_s3_key")
    assert schemactl("snapshot", "--database-url", live, "--out", picture).code == 0
    planned = schemactl("diff", "--live", picture, "--format", "sql")
    assert planned.code == 2
    assert "CREATE INDEX idx_user_books_s3_key ON public.user_books" in planned.output
    assert schemactl("drift", "--live", picture).code == 2


def test_snapshot_of_the_legacy_database_is_planned(schemactl: Command, server: ScratchServer, tmp_path: Path) -> None:
    """The plan from a snapshot of the legacy database moves and merges, as the one from the database does."""
    picture = str(tmp_path / "legacy.snapshot")
    with legacy_database(server, scale=0.001) as url:
        assert schemactl("snapshot", "--database-url", url, "--out", picture).code == 0
    planned = schemactl("diff", "--live", picture, "--format", "sql")
    assert (planned.code, planned.errors) == (2, "")
    assert "ALTER TABLE public.messages SET SCHEMA chat" in planned.output
    assert "INSERT INTO public.user_books" in planned.output


def test_sql_file_stands_for_the_database(schemactl: Command, tmp_path: Path) -> None:
    """The legacy database written as one .sql file is planned to the declared schema, without any live server."""
    file = tmp_path / "legacy.sql"
    file.write_text(legacy_sql(), encoding="utf-8")
    planned = schemactl("diff", "--live", str(file), "--format", "sql")
    assert (planned.code, planned.errors) == (2, "")
    assert "ALTER TABLE public.messages SET SCHEMA chat" in planned.output


def test_owners_are_as_in_the_other_database(schemactl: Command, server: ScratchServer, tmp_path: Path) -> None:
    """Whoever owns a table in a database that is desired is meant to; a script says nothing by owning what it makes."""
    script = tmp_path / "desired.sql"
    script.write_text(ACCOUNTS, encoding="utf-8")
    with scratch_database(server, "owned") as live, scratch_database(server, "model") as model:
        run_sql(url_of(server, live), ACCOUNTS, "ALTER TABLE public.accounts OWNER TO authenticated")
        run_sql(url_of(server, model), ACCOUNTS)
        assert schemactl("diff", "--live", url_of(server, live), "--desired", str(script)).code == 0
        planned = schemactl(
            "diff", "--live", url_of(server, live), "--desired", url_of(server, model), "--format", "sql"
        )
        assert "ALTER TABLE public.accounts OWNER TO" in planned.output
        drift = schemactl("drift", "--live", url_of(server, live), "--desired", url_of(server, model))
        assert "+owner: authenticated" in drift.output


def test_folder_of_sql_is_desired(schemactl: Command, server: ScratchServer, tmp_path: Path) -> None:
    """A team with a folder of .sql files has its database taken to them, by the same commands."""
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / "1_accounts.sql").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "2_books.sql").write_text(BOOKS, encoding="utf-8")
    with scratch_database(server, "sql") as name:
        url = url_of(server, name)
        run_sql(url, ACCOUNTS.replace(" NOT NULL", ""), "INSERT INTO public.accounts VALUES (1, 'Ann')")
        sides = ("--live", url, "--desired", str(folder))
        assert schemactl("diff", *sides).code == 2
        applied = schemactl("apply", *sides, "--yes")
        assert applied.code == 0, applied.errors
        assert schemactl("diff", *sides).code == 0
        assert schemactl("drift", *sides).code == 0


def test_other_database_is_desired(schemactl: Command, server: ScratchServer, live: str) -> None:
    """A database reaches the state of another one, which may be the declared one."""
    with scratch_database(server, "one") as one, scratch_database(server, "other") as other:
        run_sql(url_of(server, one), ACCOUNTS)
        run_sql(url_of(server, other), ACCOUNTS, BOOKS)
        sides = ("--live", url_of(server, one), "--desired", url_of(server, other))
        assert schemactl("apply", *sides, "--yes").code == 0
        assert schemactl("diff", *sides).code == 0
    assert schemactl("diff", "--live", live, "--desired", live).code == 0
