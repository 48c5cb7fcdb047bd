"""A database that either has a fault or has it no more, with the same two readers in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.schema.api.conftest import speaking_as
from tests.schema.conftest import ANN, ANNS_BOOK, BEN, BENS_BOOK

Connection = psycopg.Connection[tuple[Any, ...]]
Holds = Callable[["Side"], bool]
"""Whether something that should be so is so in a database."""

SESSION = ANN
NOTE = ANN
TAG = ANN

PEOPLE = f"""
INSERT INTO auth.users (id, email) VALUES ('{ANN}', 'ann@example.org'), ('{BEN}', 'ben@example.org');
INSERT INTO public.user_books (id, user_id, title, file_name, file_type, s3_key) VALUES
    ('{ANNS_BOOK}', '{ANN}', 'Rivers', 'rivers.pdf', 'pdf', 'a/rivers'),
    ('{BENS_BOOK}', '{BEN}', 'Moons', 'moons.pdf', 'pdf', 'b/moons');
INSERT INTO public.user_notes (id, user_id, book_id, page_number, content) VALUES
    ('{NOTE}', '{ANN}', '{ANNS_BOOK}', 1, 'source'), ('{BEN}', '{BEN}', '{BENS_BOOK}', 1, 'Io');
INSERT INTO public.pomodoro_sessions (id, user_id, book_id, mode) VALUES ('{SESSION}', '{ANN}', '{ANNS_BOOK}', 'work');
INSERT INTO public.pomodoro_streaks (user_id) VALUES ('{ANN}');
INSERT INTO public.book_tags (id, user_id, name) VALUES ('{TAG}', '{ANN}', 'exam');
INSERT INTO public.user_collections (id, user_id, name) VALUES ('{ANN}', '{ANN}', 'Water');
INSERT INTO {{chat}}.conversations (id, user_id) VALUES ('{ANN}', '{ANN}'), ('{BEN}', '{BEN}');
INSERT INTO {{chat}}.messages (conversation_id, role, content) VALUES
    ('{ANN}', 'user', 'Where does it rise?'), ('{BEN}', 'user', 'How many?');
INSERT INTO {{chat}}.memory_extraction_jobs (id, user_id, conversation_id) VALUES ('{ANN}', '{ANN}', '{ANN}');
"""
"""Two readers who have a book, a note and a conversation each; the rest is Ann's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the databases that are compared, in a transaction that is rolled back.

    Attributes:
        name: What to call it in a failure.
        connection: A superuser's session.
        chat: The schema its chat tables are in.
    """

    name: str
    connection: Connection
    chat: str

    def run(self, command: str, *, role: str = "", user: str = "") -> int:
        """Run a command and return how many rows it reached; as somebody if a role is given."""
        return self._execute(command, role, user).rowcount

    def rows(self, query: str, *, role: str = "", user: str = "") -> list[tuple[Any, ...]]:
        """Return the rows of a query; as somebody if a role is given."""
        return self._execute(query, role, user).fetchall()

    def value(self, query: str, *, role: str = "", user: str = "") -> Any:
        """Return the first value of a query; as somebody if a role is given."""
        return self.rows(query, role=role, user=user)[0][0]

    def is_refused(self, command: str, *, role: str = "", user: str = "") -> bool:
        """Return whether rights, row security or a constraint refuse a command; what it did is undone."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.run(command, role=role, user=user)
        except (psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError):
            return True
        return False

    def works(self, command: str, *, role: str = "", user: str = "") -> bool:
        """Return whether a command meets no error at all; what it did is undone."""
        try:
            with self.connection.transaction(force_rollback=True):
                self.run(command, role=role, user=user)
        except psycopg.Error:
            return False
        return True

    def reads(self, query: str, *, role: str, user: str = "") -> list[tuple[Any, ...]]:
        """Return what somebody gets out of a query; being refused is getting nothing."""
        try:
            with self.connection.transaction(force_rollback=True):
                return self.rows(query, role=role, user=user)
        except psycopg.errors.InsufficientPrivilege:
            return []

    def _execute(self, command: str, role: str, user: str) -> psycopg.Cursor[tuple[Any, ...]]:
        text = command.replace("{chat}", self.chat).encode()
        if not role:
            return self.connection.execute(text)
        with speaking_as(self.connection, role, user or None):
            return self.connection.execute(text)


def holds_only_in(ours: Side, before: Side, holds: Holds) -> None:
    """Assert that something is so in our database and was not so before.

    Args:
        ours: The declared database.
        before: The one with the fault.
        holds: What should be so; what it does to the rows is undone.
    """
    found = {}
    for side in (before, ours):
        with side.connection.transaction(force_rollback=True):
            found[side.name] = holds(side)
    assert found[ours.name], f"it does not hold in {ours.name}"
    assert not found[before.name], f"{before.name} does not have the fault, so the test cannot tell"
