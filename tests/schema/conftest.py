"""The declared database of this repository, copied once from our plugin's template; each test is a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from schemactl.declare.target import Target, load_target
from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.database import acting_as, open_database
from schemactl.scratch.server import ScratchServer

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

ANN = "00000000-0000-0000-0000-00000000000a"
BEN = "00000000-0000-0000-0000-00000000000b"
ANNS_BOOK = "00000000-0000-0000-0000-0000000000a1"
BENS_BOOK = "00000000-0000-0000-0000-0000000000b1"

READERS = f"""
INSERT INTO auth.users (id, email, raw_user_meta_data) VALUES
    ('{ANN}', 'ann@example.org', '{{"full_name": "Ann"}}'),
    ('{BEN}', 'ben@example.org', '{{"full_name": "Ben"}}');
INSERT INTO public.user_books (id, user_id, title, file_name, file_type, s3_key) VALUES
    ('{ANNS_BOOK}', '{ANN}', 'Rivers', 'rivers.pdf', 'pdf', 'a/rivers'),
    ('{BENS_BOOK}', '{BEN}', 'Moons', 'moons.pdf', 'pdf', 'b/moons');
INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES
    ('{ANN}', '{ANNS_BOOK}', 1, 'source'), ('{BEN}', '{BENS_BOOK}', 1, 'Io');
INSERT INTO chat.conversations (id, user_id, document_id) VALUES
    ('{ANN}', '{ANN}', '{ANNS_BOOK}'), ('{BEN}', '{BEN}', '{BENS_BOOK}');
INSERT INTO chat.messages (conversation_id, role, content) VALUES
    ('{ANN}', 'user', 'Where does it rise?'), ('{BEN}', 'user', 'How many?');
INSERT INTO chat.memory_extraction_jobs (id, user_id, conversation_id) VALUES ('{ANN}', '{ANN}', '{ANN}');
"""


class Database:
    """Return the declared database in an open transaction that is rolled back after the test."""

    def __init__(self, connection: psycopg.Connection[TupleRow]) -> None:
        self.connection = connection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self.connection.execute(query.encode()).fetchall()

    def names(self, query: str) -> set[str]:
        """Return the first column of a query."""
        return {row[0] for row in self.rows(query)}

    def value(self, query: str) -> Any:
        """Return the only value of a query."""
        return self.rows(query)[0][0]

    def run(self, command: str) -> int:
        """Run a command and return how many rows it changed."""
        return self.connection.execute(command.encode()).rowcount

    def is_refused(self, command: str) -> bool:
        """Return whether PostgreSQL refuses a command; only rights and row security count as a refusal."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.run(command)
        except psycopg.errors.InsufficientPrivilege:
            return True
        return False

    @contextmanager
    def as_role(self, role: str, reader: str = "") -> Iterator[None]:
        """Speak as a role for a while, with a reader's token."""
        with acting_as(self.connection, role, reader or None):
            yield


@pytest.fixture(scope="session")
def target() -> Target:
    """Return what the package declares."""
    return load_target("schema")


@pytest.fixture(scope="session")
def declared(schemactl_server: ScratchServer, schemactl_template: str) -> Iterator[str]:
    """Copy the declared database once, for all tests that leave nothing in it, and return how to connect to it."""
    with open_database(schemactl_server, schemactl_template) as database:
        yield database.conninfo


@pytest.fixture
def database(declared: str) -> Iterator[Database]:
    """Return the database without rows."""
    with connect(declared, autocommit=False) as connection:
        # Our own sessions refuse to see only a part of a table; the app's sessions live by it.
        connection.execute("SET LOCAL row_security = on")
        yield Database(connection)
        connection.rollback()


@pytest.fixture
def with_readers(database: Database) -> Database:
    """Return the database with two readers who have a book, a note and a conversation each."""
    database.run(READERS)
    return database
