"""A run refuses servers on which it cannot be safe, and logins that cannot finish it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from schemactl.apply.options import ApplyOptions
from schemactl.apply.rights import Need, Right, needs_of
from schemactl.apply.session import open_session
from schemactl.errors import ConnectionFailed, PermissionMissing
from schemactl.model.address import Address
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.statement import Statement, Verb
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer
from tests.fixtures.applying import Observer, apply, plan_of, statement
from tests.fixtures.proxy import open_proxy

CREATE = statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)
_NUMBERS = itertools.count()


@pytest.fixture
def login(server: ScratchServer, database: str) -> Iterator[str]:
    """A role that may log in and nothing else; what it was granted is taken back at the end."""
    name = f"schemactl_login_{os.getpid()}_{next(_NUMBERS)}"
    with connect(server.conninfo("postgres")) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN".encode())
    yield name
    with connect(database) as connection:
        connection.execute(f"REASSIGN OWNED BY {name} TO CURRENT_USER".encode())
        connection.execute(f"DROP OWNED BY {name}".encode())
        connection.execute(f"DROP ROLE {name}".encode())


def run(conninfo: str, *commands: str) -> None:
    """Run commands in a session of their own."""
    with connect(conninfo) as connection:
        for command in commands:
            connection.execute(command.encode())


def database_of(conninfo: str) -> str:
    """Return a database's name."""
    return str(conninfo_to_dict(conninfo)["dbname"])


def test_transaction_pooler_is_refused(database: str) -> None:
    """A pooler cannot tell the true server process at login, and gives itself away by that."""
    with (
        open_proxy(database, backend_pid=4711) as (_, through),
        pytest.raises(ConnectionFailed, match="a connection pooler stands between"),
    ):
        apply(through, plan_of([CREATE]))


def test_plain_proxy_is_no_pooler(database: str) -> None:
    """What only passes bytes on does no harm."""
    with open_proxy(database) as (_, through):
        assert apply(through, plan_of([CREATE])).results


def test_read_only_database_is_refused(database: str) -> None:
    """A database set to read-only, as providers do with a full disk, is refused with the way out."""
    run(database, f"ALTER DATABASE {database_of(database)} SET default_transaction_read_only = on")
    with pytest.raises(ConnectionFailed, match="the database is read-only") as caught:
        apply(database, plan_of([CREATE]))
    assert "RESET default_transaction_read_only" in caught.value.hint


def test_password_does_not_show_in_a_failed_login(database: str) -> None:
    """Errors name host and database, never the password."""
    with pytest.raises(ConnectionFailed) as caught:
        apply(make_conninfo(database, dbname="no_such_database", password="s3cret"), plan_of([CREATE]))
    assert "s3cret" not in f"{caught.value} {caught.value.hint}"


def test_superuser_login_is_remarked(database: str) -> None:
    """Code of other roles would run with all rights; the reader is told, once."""
    report = apply(database, plan_of([CREATE]))
    assert [d.code for d in report.diagnostics] == ["superuser-login"]


def test_lock_timeout_above_the_deadlock_timeout_is_remarked(database: str) -> None:
    """Then a deadlock may cost the application its transaction."""
    session = open_session(database, ApplyOptions(lock_timeout=timedelta(seconds=2)))
    session.connection.close()
    assert (
        "lock_timeout (2000 ms) is not below the server's deadlock_timeout (1000 ms)" in session.diagnostics[-1].message
    )


def test_session_pins_what_keeps_it_from_holding_up_others(database: str) -> None:
    """All timeouts are set on the session, and function bodies are not checked."""
    wanted = {
        "lock_timeout": "500ms",
        "statement_timeout": "30min",
        "idle_in_transaction_session_timeout": "1min",
        "idle_session_timeout": "5min",
        "client_connection_check_interval": "1s",
        "check_function_bodies": "off",
        "search_path": "",
        "TimeZone": "UTC",
    }
    session = open_session(database, ApplyOptions())
    query = "SELECT current_setting(name) FROM unnest(%s::text[]) WITH ORDINALITY AS u (name, n) ORDER BY n"
    rows = session.connection.execute(query, [list(wanted)]).fetchall()
    session.connection.close()
    assert [row[0] for row in rows] == list(wanted.values())


def test_missing_rights_are_named_all_at_once(database: str, login: str) -> None:
    """Before the first statement the login learns everything it lacks, and which membership would give it."""
    run(
        database,
        "CREATE FUNCTION public.f(a integer, b text) RETURNS integer LANGUAGE sql RETURN 1",
        f"GRANT CREATE ON DATABASE {database_of(database)} TO {login}",
    )
    plan = plan_of(
        [
            CREATE,
            statement("ALTER TABLE public.books ADD COLUMN isbn text", "TABLE", "books", Verb.ALTER),
            statement("DROP FUNCTION public.f(integer, text)", "FUNCTION", "f(integer, text)", Verb.DROP),
            statement("ALTER TYPE public.mood ADD VALUE 'x'", "TYPE", "mood", Verb.ALTER),
        ]
    )
    observer = Observer()
    with pytest.raises(PermissionMissing) as caught:
        apply(make_conninfo(database, user=login), plan, observer=observer)
    owner = owner_of(database)
    for problem in (
        f"public.books belongs to {owner}",
        f"public.f(integer, text) belongs to {owner}",
        f"public.mood belongs to {owner}",
        "no right to create in schema public, which belongs to pg_database_owner",
    ):
        assert problem in caught.value.message
    assert f"GRANT {owner} TO {login}" in caught.value.hint
    with connect(database) as connection:
        assert connection.execute("SELECT to_regclass('schemactl.run')").fetchone() == (None,)


def owner_of(conninfo: str) -> str:
    """Return the login that owns the test's tables."""
    with connect(conninfo) as connection:
        return connection.info.user


def test_login_that_owns_its_objects_applies(database: str, login: str) -> None:
    """No superuser is needed, and without one there is no remark."""
    run(
        database,
        f"GRANT CREATE ON DATABASE {database_of(database)} TO {login}",
        f"GRANT CREATE, USAGE ON SCHEMA public TO {login}",
        f"ALTER TABLE public.books OWNER TO {login}",
    )
    plan = plan_of([CREATE, statement("ALTER TABLE public.books ADD x text", "TABLE", "books", Verb.ALTER)])
    assert apply(make_conninfo(database, user=login), plan).diagnostics == ()


def test_history_that_may_not_be_created_is_said_with_the_way_out(database: str, login: str) -> None:
    """The owner of the database can prepare the schema once; then the login needs no right on the database."""
    run(database, f"GRANT CREATE ON SCHEMA public TO {login}")
    through = make_conninfo(database, user=login)
    with pytest.raises(PermissionMissing, match="the history of runs cannot be created") as caught:
        apply(through, plan_of([CREATE]))
    command = caught.value.hint.split(": ", 1)[1]
    assert command == f"CREATE SCHEMA schemactl AUTHORIZATION {login};"
    run(database, command)
    assert apply(through, plan_of([CREATE])).results


NEEDS: list[tuple[str, Statement, Callable[[], set[Need]]]] = [
    (
        "a trigger needs its own right",
        Statement(sql="", address=Address("TRIGGER", "auth", "users t", "users"), verb=Verb.CREATE, cause=""),
        lambda: {Need(Right.TRIGGER, "auth", "users")},
    ),
    (
        "dropping a trigger needs the table",
        Statement(sql="", address=Address("TRIGGER", "auth", "users t", "users"), verb=Verb.DROP, cause=""),
        lambda: {Need(Right.OWN_RELATION, "auth", "users")},
    ),
    (
        "a foreign key needs the other end too",
        Statement(
            sql="",
            address=Address("FK CONSTRAINT", "public", "a b_fk", "a"),
            verb=Verb.CREATE,
            cause="",
            locks=(RelationLock("auth.users", LockMode.SHARE_ROW_EXCLUSIVE),),
        ),
        lambda: {Need(Right.OWN_RELATION, "public", "a"), Need(Right.REFERENCES, "", "auth.users")},
    ),
    (
        "an index needs its table and its schema",
        Statement(
            sql="",
            address=Address("INDEX", "public", "i"),
            verb=Verb.CREATE,
            cause="",
            locks=(RelationLock('public."T"', LockMode.SHARE),),
        ),
        lambda: {Need(Right.CREATE_IN_SCHEMA, "public", ""), Need(Right.OWN_RELATION, "", 'public."T"')},
    ),
    (
        "a comment needs what it is on",
        Statement(sql="", address=Address("COMMENT", "public", "COLUMN a.b", "TABLE a"), verb=Verb.ALTER, cause=""),
        lambda: {Need(Right.OWN_RELATION, "public", "a")},
    ),
    (
        "a schema needs the database",
        Statement(sql="", address=Address("SCHEMA", "", "chat"), verb=Verb.CREATE, cause=""),
        lambda: {Need(Right.CREATE_IN_DATABASE, "", ""), Need(Right.OWN_SCHEMA, "chat", "")},
    ),
    (
        "default privileges need their role",
        Statement(sql="", address=Address("DEFAULT ACL", "public", "x", "ROLE app"), verb=Verb.ALTER, cause=""),
        lambda: {Need(Right.ACT_AS_ROLE, "", "app")},
    ),
    (
        "attaching a partition creates nothing",
        Statement(sql="", address=Address("TABLE ATTACH", "public", "p"), verb=Verb.CREATE, cause=""),
        set,
    ),
    (
        "rows are the server's business",
        Statement(sql="", address=Address("TABLE", "public", "a"), verb=Verb.DATA, cause=""),
        set,
    ),
]


@pytest.mark.parametrize(("one", "needs"), [row[1:] for row in NEEDS], ids=[row[0] for row in NEEDS])
def test_statement_needs_rights(one: Statement, needs: Callable[[], set[Need]]) -> None:
    """What a statement needs follows from its address, its verb and its measured locks."""
    assert set(needs_of(one)) == needs()
