"""`as_role` and the sessions of a test's database, seen from both sides of row security."""

from __future__ import annotations

import json
from uuid import UUID

import psycopg
import pytest

from schemactl.pytest_plugin.database import DeclaredDatabase, acting_as

ANN = UUID("00000000-0000-4000-8000-00000000000a")
BEN = UUID("00000000-0000-4000-8000-00000000000b")
WHO = """
SELECT current_user, current_setting('request.jwt.claims')::jsonb, current_setting('request.jwt.claim.sub'),
    current_setting('row_security')
"""


def test_a_role_has_the_claims_of_its_token(small: DeclaredDatabase) -> None:
    """Role, subject and further claims are what the gateway would set; without a user there is no subject."""
    with small.as_role("authenticated", ANN, email="ann@example.org", app_metadata={"tier": "pro"}) as session:
        claims = {"role": "authenticated", "sub": str(ANN), "email": "ann@example.org", "app_metadata": {"tier": "pro"}}
        assert session.execute(WHO).fetchone() == ("authenticated", claims, str(ANN), "on")
    with small.as_role("anon") as session:
        assert session.execute(WHO).fetchone() == ("anon", {"role": "anon"}, "", "on")


def test_one_reader_does_not_see_what_another_wrote(small: DeclaredDatabase) -> None:
    """Rows are committed when the block ends; the owner of the database sees them all."""
    for user in (ANN, BEN):
        with small.as_role("authenticated", user) as session:
            session.execute("INSERT INTO notes (content) VALUES ('mine')")
    with small.as_role("authenticated", ANN) as session:
        assert session.execute("SELECT owner FROM notes").fetchall() == [(str(ANN),)]
    assert small.rows("SELECT owner FROM notes ORDER BY 1") == [(str(ANN),), (str(BEN),)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege), small.as_role("anon") as session:
        session.execute("SELECT FROM notes")


def test_an_error_undoes_what_the_block_did(small: DeclaredDatabase) -> None:
    """Whether the exception leaves the block or the test expects it inside, nothing of the transaction is kept."""
    with pytest.raises(psycopg.errors.DivisionByZero), small.as_role("authenticated", ANN) as session:
        session.execute("INSERT INTO notes (content) VALUES ('lost'), (1 / 0)")
    with small.as_role("authenticated", ANN) as session:
        session.execute("INSERT INTO notes (content) VALUES ('lost')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("DELETE FROM notes")
    with small.as_role("authenticated", ANN) as session:
        session.execute("INSERT INTO notes (content) VALUES ('kept')")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), session.transaction():
            session.execute("DELETE FROM notes")
    assert small.rows("SELECT content FROM notes") == [("kept",)]


def test_a_role_cannot_be_left_by_accident(small: DeclaredDatabase) -> None:
    """A commit would end the role with the transaction, and the rest of the block would run as the owner."""
    with (
        pytest.raises(psycopg.ProgrammingError, match="commit"),
        small.as_role("authenticated", ANN) as session,
    ):
        session.commit()


def test_two_roles_at_once_are_two_sessions(small: DeclaredDatabase) -> None:
    """Neither sees what the other has not committed yet."""
    with small.as_role("authenticated", ANN) as first, small.as_role("service_role") as second:
        first.execute("INSERT INTO notes (content) VALUES ('not yet')")
        assert second.execute("SELECT current_user").fetchone() == ("service_role",)
        assert small.value("SELECT count(*) FROM notes") == 0
    assert small.value("SELECT count(*) FROM notes") == 1


def test_a_role_within_a_transaction_gives_it_back_as_it_was(small: DeclaredDatabase) -> None:
    """Roles can be nested in one session; afterwards the owner goes on, whatever happened inside."""
    connection = small.connection
    with connection.transaction(force_rollback=True):
        with acting_as(connection, "authenticated", ANN):
            connection.execute("INSERT INTO notes (content) VALUES ('mine')")
            with acting_as(connection, "anon"):
                assert small.value("SELECT current_user") == "anon"
            assert small.value("SELECT current_user") == "authenticated"
            assert small.value("SELECT current_setting('request.jwt.claim.sub')") == str(ANN)
        with acting_as(connection, "anon"), pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM notes")
        with (
            pytest.raises(psycopg.errors.InvalidParameterValue, match="nobody at all"),
            acting_as(connection, "nobody at all"),
        ):
            pass
        assert small.rows("SELECT current_user = session_user, content FROM notes") == [(True, "mine")]
        assert small.value("SELECT current_setting('request.jwt.claims')") == ""
    assert small.value("SELECT count(*) FROM notes") == 0


def test_names_of_roles_and_claims_are_no_sql(small: DeclaredDatabase) -> None:
    """A role with an odd name is taken as it is, and a claim may hold anything."""
    with small.as_role("anon", "it's; DROP TABLE notes", note='"; --') as session:
        claims = {"role": "anon", "sub": "it's; DROP TABLE notes", "note": '"; --'}
        assert session.execute(WHO).fetchone() == ("anon", claims, "it's; DROP TABLE notes", "on")
    odd = 'anon"; --'
    with pytest.raises(psycopg.errors.InvalidParameterValue, match=odd), small.as_role(odd):
        pass


def test_sessions_are_those_of_an_application(small: DeclaredDatabase) -> None:
    """Plain names are found, row security filters instead of refusing, and a session may leave commits to the test."""
    small.connection.execute("INSERT INTO notes VALUES ('a', 'b')")
    with small.connect(autocommit=False) as session:
        assert session.execute("SELECT content FROM notes").fetchall() == [("b",)]
        assert session.execute("SHOW row_security").fetchone() == ("on",)
        session.execute("DELETE FROM notes")
        session.rollback()
    assert small.value("SELECT content FROM notes WHERE owner = %s", "a") == "b"
    assert small.value("SELECT content FROM notes WHERE owner = %s", "nobody") is None
    assert json.loads(small.value("SELECT '[1]'")) == [1]
