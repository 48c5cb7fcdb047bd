"""Every test has a database of its own, with the declared schema and nothing in it."""

import pytest
from psycopg.errors import InsufficientPrivilege


def test_readers_see_only_their_own_notes(make, as_role):
    note = make("public.notes", content="the sea is salt")
    make("public.notes")
    with as_role("authenticated", user=note["user_id"]) as session:
        assert session.execute("SELECT content FROM notes").fetchall() == [("the sea is salt",)]


def test_nobody_writes_a_note_in_the_name_of_another(declared_database, make, as_role):
    anna, ben = make("auth.users"), make("auth.users")
    book = make("public.books", user_id=anna["id"])
    with pytest.raises(InsufficientPrivilege), as_role("authenticated", user=ben["id"]) as session:
        session.execute(
            "INSERT INTO notes (user_id, book_id, content) VALUES (%s, %s, 'mine')", [anna["id"], book["id"]]
        )
    assert declared_database.value("SELECT count(*) FROM notes") == 0
