"""Policies ask who is there once per statement, however many rows it passes: counted, not read from their text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemactl.pytest_plugin.database import DeclaredDatabase
from tests.schema.api.conftest import ANNA, Connection, speaking_as, value
from tests.schema.rls.attempts import columns
from tests.schema.rls.rights import read_rights

COPIES = 100
READ_BY_READERS = {name: rights for name, rights in read_rights().items() if rights.own and not rights.others}
COMMANDS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
POLICIES = [
    pytest.param(relation, verb, id=f"{COMMANDS[verb]} {relation}")
    for relation, rights in READ_BY_READERS.items()
    for verb in sorted(rights.own)
]

COUNTING = """
CREATE SEQUENCE auth.asked;
GRANT USAGE ON SEQUENCE auth.asked TO PUBLIC;
CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    PERFORM pg_catalog.nextval('auth.asked');
    RETURN current_setting('request.jwt.claims')::jsonb ->> 'sub';
END
$$;
"""
"""Stands in for the platform's function: as stable as that, and it counts."""

UNBOUND = """
DO $$
DECLARE
    made record;
BEGIN
    FOR made IN
        SELECT conrelid::regclass AS relation, conname FROM pg_catalog.pg_constraint
        WHERE contype IN ('p', 'u', 'f') AND conparentid = 0
            AND connamespace IN ('public'::regnamespace, 'chat'::regnamespace)
        ORDER BY contype
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', made.relation, made.conname);
    END LOOP;
    FOR made IN
        SELECT oid::regclass AS relation FROM pg_catalog.pg_class
        WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'chat'::regnamespace)
    LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', made.relation);
    END LOOP;
END
$$
"""
"""Drops every key and silences every trigger, so that a row can stand there many times; policies stay as they are."""


@pytest.fixture(scope="module")
def counting(peopled: str) -> Iterator[Connection]:
    """Return a session in which auth.uid() counts and nothing keeps a row from being there twice; nothing is kept."""
    with DeclaredDatabase(peopled).connect(autocommit=False) as connection:
        # Compared with an index, even a bare auth.uid() is called once: what must hold is seen in a scan of all rows.
        connection.execute("SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off")
        connection.execute(COUNTING.encode())
        connection.execute(UNBOUND.encode())
        yield connection
        connection.rollback()


def command(database: Connection, relation: str, verb: str) -> str:
    """Return a command of one kind over all rows of a table."""
    names = ", ".join(columns(database, relation))
    first, *_ = columns(database, relation, of="authenticated", privilege="UPDATE") or [names]
    return {
        "S": f"SELECT * FROM {relation}",
        "I": f"INSERT INTO {relation} ({names}) SELECT {names} FROM copied",
        "U": f"UPDATE {relation} SET {first} = {first}",
        "D": f"DELETE FROM {relation}",
    }[verb]


def count_calls(database: Connection, relation: str, verb: str, *, copies: int) -> int:
    """Return how often a reader's statement calls auth.uid() when each of the reader's rows is there so often."""
    with database.transaction(force_rollback=True):
        hers = f"SELECT r.* FROM {relation} AS r, generate_series(1, {{}}) WHERE r::text LIKE '%{ANNA[:8]}%'"
        database.execute(f"INSERT INTO {relation} {hers.format(copies - 1)}".encode())
        database.execute(f"CREATE TEMPORARY TABLE copied ON COMMIT DROP AS {hers.format(1)}".encode())
        database.execute("GRANT SELECT ON copied TO authenticated")
        rows = value(database, "SELECT count(*) FROM copied")
        text = command(database, relation, verb)
        with speaking_as(database, "authenticated", ANNA):
            before = value(database, "SELECT nextval('auth.asked')")
            done = database.execute(text.encode())
            calls = int(value(database, "SELECT nextval('auth.asked')")) - before - 1
        assert done.rowcount == rows >= copies, f"{relation}: the policy passed {done.rowcount} of {rows} rows"
        return calls


@pytest.mark.parametrize(("relation", "verb"), POLICIES)
def test_a_statement_asks_who_is_there_and_not_every_row(counting: Connection, relation: str, verb: str) -> None:
    """Over hundreds of rows auth.uid() is called as often as over a few: once for each mention in a policy."""
    calls = count_calls(counting, relation, verb, copies=1)
    assert calls >= 1, "nothing was counted"
    assert count_calls(counting, relation, verb, copies=COPIES) == calls


def test_counting_would_notice_a_policy_that_asks_for_every_row(counting: Connection) -> None:
    """With the sub-select taken away, the calls are as many as the rows."""
    with counting.transaction(force_rollback=True):
        counting.execute('ALTER POLICY "Users can read own notes" ON public.user_notes USING (user_id = auth.uid())')
        assert count_calls(counting, "public.user_notes", "S", copies=COPIES) >= COPIES


def test_every_policy_that_asks_is_counted(counting: Connection) -> None:
    """There is no policy on auth.uid() but those counted above."""
    policies = counting.execute(
        "SELECT schemaname || '.' || tablename, cmd FROM pg_catalog.pg_policies"
        " WHERE concat(qual, with_check) LIKE '%auth.uid()%'"
    ).fetchall()
    assert {(relation, kind) for relation, kind in policies} == {
        (relation, COMMANDS[verb]) for relation, rights in READ_BY_READERS.items() for verb in rights.own
    }
