"""Settings of a database, of a login or of the environment change nothing: what is in sync stays so, and ends alike."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from schemactl.cli.main import run
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier
from schemactl.scratch.server import ScratchServer, database_name
from tests.fixtures.cases import ALL, Case, lacking
from tests.fixtures.main_job import ROOT, declared_database, url_of
from tests.fixtures.oracle import Expectation, Oracle
from tests.fixtures.proxy import open_proxy
from tests.noise.judge import different, judge
from tests.noise.settings import ACCESS_METHOD, disturb, disturb_login

SENSITIVE = (Path(__file__).parent / "sensitive.sql").read_text(encoding="utf-8")
SAMPLE = [case for case in ALL if crc32(case.name.encode()) % 40 == 0]
"""Chosen by name, so that they stay the same; `make soak-noise` takes all."""

FOREIGN = """
CREATE TABLE public."größe" (a text DEFAULT 'ü' COLLATE "C", "ñ" text);
CREATE TYPE public.mood AS ENUM ('ä', 'b');
CREATE VIEW public.v AS SELECT a || 'ö' AS "é" FROM public."größe";
COMMENT ON TABLE public."größe" IS 'Maß';
"""


def test_a_schema_that_depends_on_settings_is_read_and_made_alike(oracle: Oracle) -> None:
    """Dates, intervals, money, bytes, floats, nulls and strings: no word differs, a noisy database gets the same."""
    with oracle.database(SENSITIVE, ACCESS_METHOD) as model, oracle.database(ACCESS_METHOD) as live:
        desired = oracle.look(model)
        disturb(model)
        disturb(live)
        assert different(desired, oracle.look(model)) == []
        empty = oracle.look(live)
        result = oracle.check(live, empty, desired, Expectation())
        assert result is not None
        assert different(desired, result) == []
        oracle.check(live, result, empty, Expectation())


def test_settings_of_the_login_change_no_word(oracle: Oracle) -> None:
    """They win over those of the database, and follow the login into the scratch databases of its server."""
    with oracle.database(SENSITIVE, ACCESS_METHOD) as database, connect(database) as session:
        quiet = oracle.look(database)
        session.execute("CREATE ROLE noisy_login LOGIN SUPERUSER")
        try:
            disturb_login(database, "noisy_login")
            noisy = oracle.look(make_conninfo(database, user="noisy_login"))
            assert different(quiet, noisy) == []
        finally:
            session.execute("DROP ROLE noisy_login")


@pytest.mark.parametrize("case", SAMPLE, ids=lambda case: case.name)
def test_a_change_under_noise_ends_as_without(case: Case, oracle: Oracle) -> None:
    """The oracle demands the same of a database with every setting turned."""
    if reason := lacking(case, oracle):
        pytest.skip(reason)
    judge(case, oracle)


def test_the_environment_changes_no_word(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libpq takes settings from variables, too, and so does the pg_dump we start."""
    with oracle.database(SENSITIVE) as database:
        quiet = oracle.look(database)
        monkeypatch.setenv("PGTZ", "Asia/Kathmandu")
        monkeypatch.setenv("PGDATESTYLE", "SQL, DMY")
        monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
        monkeypatch.setenv("PGOPTIONS", "-c quote_all_identifiers=on -c bytea_output=escape -c IntervalStyle=iso_8601")
        assert different(quiet, oracle.look(database)) == []


def test_a_pooler_that_takes_no_settings_at_login_is_read_through(oracle: Oracle) -> None:
    """PgBouncer refuses those pg_dump is given; it is then asked once more, without."""
    with (
        oracle.database(FOREIGN) as database,
        open_proxy(database, settings_at_login=False) as (_, through),
    ):
        assert different(oracle.look(database), oracle.look(through)) == []


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_of_another_encoding_is_like_any_other(encoding: str, oracle: Oracle) -> None:
    """The scratch server works in UTF8 whatever the live database is in."""
    _judge_database(f"ENCODING '{encoding}' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc", FOREIGN, oracle)


def test_a_database_with_a_locale_of_icu_is_like_any_other(oracle: Oracle) -> None:
    """The scratch server has a locale of its own; what a column sorts by is said only where it is another."""
    with oracle.database() as database, connect(database) as session:
        if session.execute("SELECT FROM pg_collation WHERE collname = 'de-x-icu'").fetchone() is None:
            pytest.skip("this server was built without ICU")
    locale = "ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'de-AT' LC_COLLATE 'C' LC_CTYPE 'C'"
    _judge_database(locale, FOREIGN, oracle)


def _judge_database(locale: str, schema: str, oracle: Oracle) -> None:
    """Take an empty database of some locale to a schema and back."""
    name = database_name("locale")
    with oracle.database(schema) as model, oracle.database() as empty, connect(empty) as session:
        session.execute(f"CREATE DATABASE {identifier(name)} TEMPLATE template0 {locale}".encode())
        try:
            live = make_conninfo(empty, dbname=name)
            desired, nothing = oracle.look(model), oracle.look(empty)
            result = oracle.check(live, oracle.look(live), desired, Expectation())
            assert result is not None
            assert different(desired, result) == []
            oracle.check(live, result, nothing, Expectation())
        finally:
            session.execute(f"DROP DATABASE {identifier(name)} WITH (FORCE)".encode())


def test_the_whole_tool_finds_this_repositorys_database_in_sync_under_noise(
    server: ScratchServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`diff` and `drift` end with 0 twice, though every setting was turned."""
    monkeypatch.chdir(ROOT)
    with declared_database(server) as name:
        url = url_of(server, name)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(ACCESS_METHOD)
        disturb(url)
        for command in ("diff", "drift", "diff", "drift"):
            assert run([command, "--live", url]) == 0, capsys.readouterr().out
