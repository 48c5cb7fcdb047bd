from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from schemactl.errors import ConnectionFailed, PermissionMissing, ScratchError
from schemactl.postgres.connect import connect
from schemactl.scratch.embedded import EmbeddedServer
from schemactl.scratch.given import sweep_databases
from schemactl.scratch.server import database_name, open_scratch, scratch_database
from schemactl.settings import Settings
from schemactl.sources import read_desired, workshop


@pytest.fixture
def host(server: EmbeddedServer) -> str:
    """The directory of a server's socket."""
    return dict(part.split("=", 1) for part in server.conninfo("postgres").split())["host"]


@pytest.fixture
def maker(server: EmbeddedServer, host: str) -> Iterator[str]:
    """The URL of a login that may create databases and roles, and nothing else."""
    with connect(server.conninfo("postgres")) as connection:
        connection.execute("CREATE ROLE maker LOGIN CREATEDB CREATEROLE")
        yield f"postgresql://maker@/postgres?host={host}"
        connection.execute("DROP ROLE maker")


def _roles(server: EmbeddedServer) -> set[str]:
    with connect(server.conninfo("postgres")) as connection:
        return {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}


def _databases(server: EmbeddedServer) -> set[str]:
    with connect(server.conninfo("postgres")) as connection:
        return {row[0] for row in connection.execute("SELECT datname FROM pg_database")}


def test_a_given_server_is_left_as_it_was_found(server: EmbeddedServer, maker: str) -> None:
    """Databases and roles that were made for a run are gone after it."""
    before = _databases(server), _roles(server)
    with open_scratch(maker) as given:
        given.ensure_roles(["visitor"], superuser="visiting boss")
        with scratch_database(given, "t") as database, connect(given.conninfo(database)) as connection:
            assert connection.info.dbname == database
            assert {"visitor", "visiting boss"} <= _roles(server)
    assert (_databases(server), _roles(server)) == before


def test_what_stands_in_template1_is_no_part_of_a_scratch_database(server: EmbeddedServer, maker: str) -> None:
    """Administrators put things there for every new database; ours begin with PostgreSQL's own."""
    with connect(server.conninfo("template1")) as connection:
        connection.execute("CREATE TABLE public.everywhere (a int)")
    try:
        with (
            open_scratch(maker) as given,
            scratch_database(given, "t") as database,
            connect(given.conninfo(database)) as connection,
        ):
            assert connection.execute("SELECT to_regclass('public.everywhere')").fetchone() == (None,)
    finally:
        with connect(server.conninfo("template1")) as connection:
            connection.execute("DROP TABLE public.everywhere")


def test_an_sqlalchemy_url_is_understood(server: EmbeddedServer, host: str) -> None:
    """People have such URLs at hand."""
    with open_scratch(f"postgresql+psycopg://postgres@/postgres?host={host}") as given:
        assert given.version == server.version


def test_a_login_without_the_right_is_told_so_at_once(server: EmbeddedServer, host: str) -> None:
    """Not after the declarations were read."""
    with connect(server.conninfo("postgres")) as connection:
        connection.execute("CREATE ROLE poor LOGIN")
        try:
            with pytest.raises(PermissionMissing) as caught, open_scratch(f"postgresql://poor@/postgres?host={host}"):
                pass
        finally:
            connection.execute("DROP ROLE poor")
    assert "ALTER ROLE poor CREATEDB" in caught.value.hint


def test_a_server_that_is_not_there_is_an_error_of_its_own() -> None:
    """And does not look like a missing right."""
    with pytest.raises(ConnectionFailed), open_scratch("postgresql://postgres@/postgres?host=/nowhere"):
        pass


def test_old_left_overs_are_swept_and_nothing_else(server: EmbeddedServer, maker: str) -> None:
    """Our name, our comment, our login, older than an hour, and nobody connected."""
    hour_old = "schemactl scratch database, created 2001-01-01 00:00:00+00"
    kept_young, kept_uncommented, kept_used, swept = (database_name(p) for p in ("young", "bare", "used", "old"))
    with open_scratch(maker) as given:
        for name in (kept_young, kept_uncommented, kept_used, swept):
            given.create_database(name)
        with connect(maker) as connection:
            connection.execute("CREATE DATABASE somebodys_own")
            connection.execute(f"COMMENT ON DATABASE somebodys_own IS '{hour_old}'")
            connection.execute(f"COMMENT ON DATABASE {kept_uncommented} IS NULL")
            for name in (kept_used, swept):
                connection.execute(f"COMMENT ON DATABASE {name} IS '{hour_old}'")
            with connect(given.conninfo(kept_used)):
                assert sweep_databases(connection) == (swept,)
            assert {kept_young, kept_uncommented, kept_used, "somebodys_own"} <= _databases(server)
            connection.execute("DROP DATABASE somebodys_own")
        for name in (kept_young, kept_uncommented, kept_used):
            given.drop_database(name)


def test_databases_that_are_not_ours_are_refused(maker: str) -> None:
    """Whatever rights the login has."""
    with open_scratch(maker) as given, pytest.raises(ScratchError, match="refusing"):
        given.drop_database("postgres")


def test_no_role_is_ever_created_on_the_live_server(server: EmbeddedServer, maker: str) -> None:
    """A missing one is an error; those that exist are enough."""
    with open_scratch(f"server:{maker}") as live:
        live.ensure_roles(["postgres", "maker"])
        with pytest.raises(ScratchError, match="no role newcomer"):
            live.ensure_roles(["newcomer"])
        with scratch_database(live, "t") as database:
            assert database in _databases(server)
    assert "newcomer" not in _roles(server)


@pytest.mark.parametrize("setting", ["", "server", "docker", "embeded", "mysql://localhost/x"])
def test_a_setting_nobody_understands_is_refused(setting: str) -> None:
    """The live server in particular is never taken without being named."""
    with pytest.raises(ScratchError) as caught:
        open_scratch(setting)
    assert "embedded" in caught.value.hint


def test_nothing_of_a_file_stays_on_a_given_server(server: EmbeddedServer, host: str, tmp_path: Path) -> None:
    """Neither a role, a database, nor a setting: what acts on the whole server is left out or undone."""
    (tmp_path / "a.sql").write_text(
        "CREATE ROLE passing_by LOGIN;\nCREATE DATABASE passing_by;\nALTER ROLE postgres SET work_mem = '1MB';\n"
        "DO $$ BEGIN CREATE ROLE passing_too; EXCEPTION WHEN duplicate_object THEN NULL; END $$;\n"
        "CREATE TABLE t (a int);\nGRANT SELECT ON t TO passing_by, passing_too;\n"
    )
    before = _databases(server), _roles(server)
    settings = Settings(scratch=f"postgresql://postgres@/postgres?host={host}")
    with workshop(settings) as shop:
        desired = read_desired(str(tmp_path / "a.sql"), settings, shop, "postgres")
    assert (_databases(server), _roles(server)) == before
    assert any("passing_too" in entry.definition for entry in desired.snapshot.entries.values())
    assert [remark.source and remark.source.line for remark in desired.diagnostics] == [1, 2, 3]
    with connect(server.conninfo("postgres")) as connection:
        assert connection.execute("SELECT FROM pg_db_role_setting").fetchone() is None
