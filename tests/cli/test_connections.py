"""Servers that cannot be reached or do not let us in, and the password, which is never shown."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.errors import ConnectionFailed
from schemactl.postgres.connect import connect, redact
from tests.cli.conftest import PASSWORD, Run

QUOTED = quote(PASSWORD, safe="")
NOWHERE = f"postgresql://deployer:{QUOTED}@127.0.0.1:1/app"
WANT = "CREATE TABLE public.books (id integer PRIMARY KEY);"

Write = Callable[[str, str], object]


def guarded_url(guarded: str, password: str = PASSWORD) -> str:
    """Return the URL of the server that asks for a password."""
    parts = conninfo_to_dict(guarded)
    return f"postgresql://{parts['user']}:{quote(password, safe='')}@127.0.0.1:{parts['port']}/{parts['dbname']}"


@pytest.mark.parametrize(
    "arguments",
    [
        ["diff", "--live", NOWHERE, "--desired", "want.sql"],
        ["diff", "--database-url", NOWHERE, "--desired", "want.sql"],
        ["diff", "--live", "want.sql", "--desired", NOWHERE],
        ["diff", "--live", "want.sql", "--desired", "want.sql", "--scratch", NOWHERE],
        ["apply", "--database-url", NOWHERE, "--desired", "want.sql", "--yes"],
        ["drift", "--database-url", NOWHERE, "--desired", "want.sql"],
        ["snapshot", "--database-url", NOWHERE],
    ],
)
def test_a_server_that_does_not_answer_is_named_without_its_password(
    run: Run, write: Write, arguments: list[str]
) -> None:
    """Host and reason; nothing is printed as a result."""
    write("want.sql", WANT)
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.says("cannot connect to 127.0.0.1", "database app", "Connection refused")


@pytest.mark.parametrize("variable", ["SCHEMACTL_DATABASE_URL", "DATABASE_URL"])
def test_the_url_may_come_from_the_environment(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """The way jobs pass it; its password is as secret there."""
    write("want.sql", WANT)
    monkeypatch.setenv(variable, NOWHERE)
    assert run("diff", "--desired", "want.sql").says("cannot connect to 127.0.0.1")


def test_the_url_may_come_from_the_settings(run: Run, write: Write) -> None:
    """Its password is as secret there, too."""
    write("pyproject.toml", f'[tool.schemactl]\ndatabase_url = "{NOWHERE}"\n')
    write("want.sql", WANT)
    assert run("diff", "--desired", "want.sql").says("cannot connect to 127.0.0.1")


@pytest.mark.parametrize("command", ["diff", "apply", "drift"])
def test_a_wrong_password_is_refused_and_never_shown(run: Run, write: Write, guarded: str, command: str) -> None:
    """The server's own reason is told."""
    write("want.sql", WANT)
    outcome = run(command, "--database-url", guarded_url(guarded, f"{PASSWORD}!"), "--desired", "want.sql")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.says('password authentication failed for user "deployer"')


def test_a_missing_password_is_refused(run: Run, write: Write, guarded: str) -> None:
    """Nobody is asked for one: jobs have no one to answer."""
    write("want.sql", WANT)
    outcome = run("diff", "--live", guarded, "--desired", "want.sql")
    assert outcome.code == 1
    assert outcome.says("no password supplied")


def test_the_right_password_reaches_pg_dump_and_nothing_else(
    spawn: Run, write: Write, guarded: str, folder: object
) -> None:
    """Neither the result, nor the plan file, nor the snapshot file holds it; the fixtures look into all of them."""
    write("want.sql", WANT)
    url = guarded_url(guarded)
    outcome = spawn("diff", "--live", url, "--desired", "want.sql", "--format", "json", "--out", "plan.json")
    assert (outcome.code, outcome.err) == (2, "")
    assert "CREATE TABLE public.books" in outcome.out
    outcome = spawn("snapshot", "--out", "live.snapshot", SCHEMACTL_DATABASE_URL=url)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert {"plan.json", "live.snapshot"} <= {path.name for path in folder.iterdir()}  # type: ignore[attr-defined]


def test_the_password_may_come_in_a_variable(run: Run, guarded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libpq's own variables fill what the URL leaves out."""
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert run("snapshot", "--database-url", guarded).code == 0


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u:canary%zz@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary%00@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary pa55@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary 127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary", "cannot be read"),
        ("postgresql://u:canary/pa55@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:12/canary@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary@w@rd@127.0.0.1:1/x", "cannot be read"),
        ("postgresql://u:canary@127.0.0.1:1:2/x", "cannot be read"),
        ("postgresql://u:canary@127.0.0.1:99999/x", "cannot connect to 127.0.0.1"),
        ("postgresql://u:canary@[::1/x", "cannot be read"),
        ("postgresql://u:canary@127.0.0.1:1/x?color=blue", "cannot be read"),
        ("postgresql://127.0.0.1:1/x?user=u&password=canary", "cannot connect to 127.0.0.1"),
        ("postgresql://127.0.0.1:1/x?password=canary&sslmode=perhaps", "cannot connect to 127.0.0.1"),
        ("postgresql+psycopg://u:canary@127.0.0.1:1/x", "cannot connect to 127.0.0.1"),
        ("postgres:u:canary@127.0.0.1", "cannot be read"),
        ("host=127.0.0.1 port=1 password=canary", "cannot connect to 127.0.0.1"),
        ("host=127.0.0.1 port=1 password='canary", "cannot be read"),
        ("host=127.0.0.1 port=1 password=canary pa55", "cannot be read"),
        ("host=127.0.0.1 port=canary", "cannot be read"),
        (f"postgresql://u:canary{'x' * 5000}@127.0.0.1:1/x", "cannot connect to 127.0.0.1"),
        ("postgresql://u:canary@127.0.0.1:1/x.sql", "cannot connect to 127.0.0.1"),
        ("postgresql://u:canary@127.0.0.1,127.0.0.2:1,1/x", "cannot connect to 127.0.0.1,127.0.0.2"),
    ],
)
def test_urls_of_all_sorts_end_in_one_sentence(run: Run, url: str, words: str) -> None:
    """Whatever libpq makes of it; it often takes a part of the password for something else and repeats that."""
    outcome = run("snapshot", "--database-url", url)
    assert outcome.code == 1
    assert outcome.says(words)
    assert run("diff", "--live", url, "--desired", url).says(words)


@settings(max_examples=150, deadline=None)
@given(password=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=4))
@example(password="canary@pa55")
@example(password="canary/pa55")
@example(password="pa:55@w/rd?x#y")
def test_no_password_is_ever_repeated(password: str) -> None:
    """Percent-encoded or not, as a URL or as keywords."""
    words = [
        f"postgresql://deployer:{password}@127.0.0.1:1/app",
        f"postgresql://deployer:{quote(password, safe='')}@127.0.0.1:1/app",
        f"host=127.0.0.1 port=1 user=deployer dbname=app password={password}",
        make_conninfo(host="127.0.0.1", port=1, user="deployer", dbname="app", password=password),
    ]
    innocent = f"{connection_refused()} postgresql://user@host:5432/database"
    for conninfo in words:
        with pytest.raises(ConnectionFailed) as caught:
            connect(conninfo)
        told = f"{caught.value} {caught.value.hint}"
        assert password.strip() in innocent or password.strip() not in told


def connection_refused() -> str:
    """Return all words of a refusal in which no password was involved."""
    with pytest.raises(ConnectionFailed) as caught:
        connect("host=127.0.0.1 port=1 user=deployer dbname=app")
    return f"{caught.value} {caught.value.hint}"


@given(password=st.text(st.characters(codec="utf-8", exclude_categories=["Z", "C"]), min_size=1))
def test_connection_strings_in_messages_lose_their_password(password: str) -> None:
    """Libraries repeat URLs in their errors; what we pass on is cleaned first."""
    shown = "cannot reach postgresql://deployer:***@host/app today"
    assert redact(f"cannot reach postgresql://deployer:{password}@host/app today") == shown
    assert redact(f"cannot reach postgresql:/deployer:{password}@host/app today") == shown.replace("//", "/")
    assert redact(make_conninfo(host="h", password=password)) == "host=h password=***"


def test_a_database_or_login_that_is_not_there_is_named(run: Run, database: str) -> None:
    """In the server's own words."""
    assert run("snapshot", "--database-url", make_conninfo(database, dbname="nowhere")).says(
        'database "nowhere" does not exist'
    )


def test_a_login_that_may_not_connect_is_told(run: Run, database: str, login: Callable[[str], str]) -> None:
    """With the database's name."""
    poor = login(database)
    name = conninfo_to_dict(database)["dbname"]
    with connect(database) as connection:
        connection.execute(f"REVOKE CONNECT ON DATABASE {name} FROM PUBLIC".encode())
    outcome = run("snapshot", "--database-url", poor)
    assert outcome.code == 1
    assert outcome.says(f"database {name}", "permission denied")


def test_a_login_that_may_not_read_is_told(
    run: Run, write: Write, new_database: Callable[[str], str], login: Callable[[str], str]
) -> None:
    """Pg_dump locks every table it reads, and says which one it may not."""
    write("want.sql", WANT)
    poor = login(new_database("CREATE TABLE public.salaries (amount integer);"))
    outcome = run("diff", "--live", poor, "--desired", "want.sql")
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.says("permission denied for table salaries", "Grant the login SELECT")


def test_a_login_that_may_not_create_is_told_before_anything_is_done(
    run: Run, write: Write, new_database: Callable[[], str], login: Callable[[str], str]
) -> None:
    """A run that ends halfway for a missing right could have been foreseen."""
    write("want.sql", "CREATE SCHEMA app; CREATE TABLE public.books (id integer PRIMARY KEY);")
    poor = login(new_database())
    outcome = run("apply", "--database-url", poor, "--desired", "want.sql", "--yes")
    assert outcome.code == 1
    assert outcome.says("may not", "public")
    with connect(poor) as connection:
        left = connection.execute("SELECT count(*) FROM pg_namespace WHERE nspname IN ('app', 'schemactl')").fetchone()
    assert left == (0,)
