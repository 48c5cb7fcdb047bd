"""The reading app as old code: it reads and writes the legacy tables, and remembers all that was acknowledged."""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

Session = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One statement of the app.

    Attributes:
        began: On the monotonic clock, in seconds. `took`: how long it lasted, in seconds.
        what: The table. `error`: the server's word for a refusal, or empty.
    """

    began: float
    took: float
    what: str
    error: str


@dataclass(slots=True)
class Traffic:
    """What the app did.

    Attributes:
        calls: Every statement. `written`: table to the ids of rows whose INSERT was acknowledged.
        pages: Book to the page its reader turned to last, as acknowledged.
    """

    calls: list[Call] = field(default_factory=list)
    written: dict[str, set[uuid.UUID]] = field(default_factory=dict)
    pages: dict[uuid.UUID, int] = field(default_factory=dict)

    @property
    def refused(self) -> Counter[str]:
        """Return how often which table answered with which error."""
        return Counter(f"{call.what}: {call.error}" for call in self.calls if call.error)

    def within(self, began: float, ended: float) -> list[float]:
        """Return how long the statements took that ran in a stretch of time, shortest first."""
        return sorted(c.took for c in self.calls if c.began <= ended and c.began + c.took >= began)


@contextmanager
def traffic(conninfo: str) -> Iterator[Traffic]:
    """Let a writer and a reader work until the block ends."""
    seen, stop = Traffic(), threading.Event()
    with psycopg.connect(conninfo, autocommit=True) as first:
        places = _Places.read(first)
    threads = [
        threading.Thread(target=_work, args=(conninfo, kind(places, seen), seen, stop)) for kind in (_writes, _reads)
    ]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@dataclass(frozen=True, slots=True)
class _Places:
    """Existing rows that new ones belong to: books and conversations, each with its reader."""

    books: list[tuple[uuid.UUID, uuid.UUID]]
    conversations: list[tuple[uuid.UUID, uuid.UUID]]

    @classmethod
    def read(cls, session: Session) -> _Places:
        books = session.execute("SELECT id, user_id FROM public.user_books ORDER BY id LIMIT 500").fetchall()
        talks = session.execute("SELECT id, user_id FROM public.conversations ORDER BY id LIMIT 500").fetchall()
        return cls(books, talks)


Deed = tuple[str, Callable[[Session], None]]


def _work(conninfo: str, deeds: list[Deed], seen: Traffic, stop: threading.Event) -> None:
    with psycopg.connect(conninfo, autocommit=True) as session:
        session.execute("SET ROLE service_role")
        while not stop.is_set():
            for what, deed in deeds:
                began, error = time.monotonic(), ""
                try:
                    deed(session)
                except psycopg.Error as refusal:
                    error = type(refusal).__name__
                seen.calls.append(Call(began=began, took=time.monotonic() - began, what=what, error=error))
                time.sleep(0.001)


def _writes(places: _Places, seen: Traffic) -> list[Deed]:
    chance = random.Random(7)  # noqa: S311 - which rows, not secrets

    def insert(table: str, columns: str, values: Callable[[], tuple[object, ...]]) -> Deed:
        def deed(session: Session) -> None:
            key, row = uuid.uuid4(), values()
            marks = ", ".join(["%s"] * (len(row) + 1))
            session.execute(f"INSERT INTO public.{table} (id, {columns}) VALUES ({marks})".encode(), (key, *row))
            seen.written.setdefault(table, set()).add(key)

        return table, deed

    def turn_a_page(session: Session) -> None:
        book, page = chance.choice(places.books)[0], chance.randrange(1, 500)
        session.execute("UPDATE public.user_books SET last_read_page = %s WHERE id = %s", [page, book])
        seen.pages[book] = page

    def book() -> tuple[uuid.UUID, uuid.UUID]:
        return chance.choice(places.books)

    return [
        insert("messages", "conversation_id, role, content",
               lambda: (chance.choice(places.conversations)[0], "user", "hi")),
        insert("conversation_memories", "conversation_id, user_id, entity_type, entity_text",
               lambda: (*chance.choice(places.conversations), "concept", "the sea")),
        insert("user_notes", "book_id, user_id, page_number, content", lambda: (*book(), 7, "see chapter two")),
        ("user_books", turn_a_page),
        insert("documents", "user_id, title, file_name, file_size, file_type, s3_key",
               lambda: (book()[1], "A scan", "scan.pdf", 1200, "application/pdf", "uploads/scan.pdf")),
        insert("pomodoro_sessions", "book_id, user_id, mode", lambda: (*book(), "work")),
    ]  # fmt: skip


def _reads(places: _Places, _seen: Traffic) -> list[Deed]:
    chance = random.Random(8)  # noqa: S311 - which rows, not secrets

    def read(table: str, query: str, parameters: Callable[[], tuple[object, ...]]) -> Deed:
        def deed(session: Session) -> None:
            session.execute(query.encode(), parameters()).fetchall()

        return table, deed

    return [
        read("user_books", "SELECT id, title FROM public.user_books WHERE user_id = %s ORDER BY last_read_at LIMIT 50",
             lambda: (chance.choice(places.books)[1],)),
        read("messages", "SELECT id, content FROM public.messages WHERE conversation_id = %s ORDER BY created_at",
             lambda: (chance.choice(places.conversations)[0],)),
        read("user_notes", "SELECT id, content FROM public.user_notes WHERE book_id = %s",
             lambda: (chance.choice(places.books)[0],)),
    ]  # fmt: skip
