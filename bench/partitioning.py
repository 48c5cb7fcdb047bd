"""`make bench-partitioning`: how the library could be partitioned; `docs/partitioning.md` holds the figures.

Seven databases get the same books, readers and notes; they differ in how the books are kept and in what a note points
at. The same questions are put to each, in turns. Nothing here is read from `schema/`: the decision came first.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.seed_server import running_server
from schemactl.cli.output import say

_BOOKS_PER_READER = 50
_NOTES_PER_BOOK = 2
_PARTITIONS_BY_ID = 16
_PAGE = (
    "SELECT id, title, last_read_at, notes_count FROM books {} ORDER BY last_read_at DESC NULLS LAST, id DESC LIMIT 50"
)
_LINE = "| {:<44} |" + " {:>12} |" * 7

_COMMON = """
CREATE ROLE reader;
CREATE FUNCTION uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT current_setting('app.uid')::uuid $$;
CREATE TABLE profiles (id uuid PRIMARY KEY);
CREATE TABLE books_source AS
    SELECT gen_random_uuid() AS id, md5((n / {per_reader})::text)::uuid AS user_id, 'Book ' || n AS title,
        repeat(md5(n::text), 12) AS content, now() - n * interval '1 minute' AS created_at,
        now() - (n::bigint * 7919 % 1000000) * interval '1 second' AS last_read_at, 0 AS notes_count
    FROM generate_series(0, {books} - 1) AS n;
INSERT INTO profiles SELECT DISTINCT user_id FROM books_source;
"""
_COLUMNS = """
    id uuid NOT NULL DEFAULT gen_random_uuid(), user_id uuid NOT NULL REFERENCES profiles ON DELETE CASCADE, title text,
    content text, created_at timestamptz DEFAULT now(), last_read_at timestamptz, notes_count integer DEFAULT 0
"""
_IDS = """
CREATE TABLE book_ids (id uuid PRIMARY KEY);
CREATE FUNCTION enter() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO book_ids VALUES (new.id); RETURN NULL; END $$;
CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN DELETE FROM book_ids WHERE id = old.id; RETURN NULL; END $$;
"""
_ENTERED = """
CREATE TRIGGER enters AFTER INSERT ON books FOR EACH ROW EXECUTE FUNCTION enter();
CREATE TRIGGER leaves AFTER DELETE ON books FOR EACH ROW EXECUTE FUNCTION leave();
"""
_INDEXED = """
CREATE INDEX ON books (user_id, last_read_at DESC NULLS LAST, id DESC);
CREATE INDEX ON books (user_id, created_at DESC, id);
CREATE INDEX ON notes (book_id);
ALTER TABLE notes ADD FOREIGN KEY {reference} ON DELETE CASCADE;
ALTER TABLE books ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON books TO reader USING (user_id = (SELECT uid()));
GRANT SELECT, INSERT, UPDATE, DELETE ON books, notes TO reader;
VACUUM ANALYZE
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One way to keep the books.

    Attributes:
        name: For the table. `key`: the primary key's columns.
        partition_by: The column whose hash decides, or empty. `partitions`: how many.
        reference: What a note's foreign key says. `ids`: whether a table of all ids stands beside.
    """

    name: str
    key: str
    partition_by: str = ""
    partitions: int = 0
    reference: str
    ids: bool = False


_BY_READER = "(book_id, user_id) REFERENCES books (id, user_id)"
_BY_ID = "(book_id) REFERENCES books (id)"

LAYOUTS = (
    Layout(name="one table", key="id", reference=_BY_ID),
    *(
        Layout(
            name=f"reader, {number}",
            key="id, user_id",
            partition_by="user_id",
            partitions=number,
            reference=_BY_READER,
        )
        for number in (4, 16, 64)
    ),
    Layout(name="user_id first", key="user_id, id", partition_by="user_id", partitions=16, reference=_BY_READER),
    Layout(name="id, 16", key="id", partition_by="id", partitions=_PARTITIONS_BY_ID, reference=_BY_ID),
    Layout(
        name="reader + ids",
        key="id, user_id",
        partition_by="user_id",
        partitions=16,
        reference="(book_id) REFERENCES book_ids (id)",
        ids=True,
    ),
)


def build(connection: psycopg.Connection[Any], layout: Layout, books: int) -> None:
    """Fill an empty database."""
    commands = [_COMMON.format(per_reader=_BOOKS_PER_READER, books=books).replace("CREATE ROLE reader;", "")]
    commands.append(_IDS if layout.ids else "")
    by = f"PARTITION BY HASH ({layout.partition_by})" if layout.partitions else ""
    commands.append(f"CREATE TABLE books ({_COLUMNS}, PRIMARY KEY ({layout.key})) {by}")
    commands += [
        f"CREATE TABLE books_{n} PARTITION OF books FOR VALUES WITH (MODULUS {layout.partitions}, REMAINDER {n})"
        for n in range(layout.partitions)
    ]
    commands.append("INSERT INTO books SELECT * FROM books_source")
    commands.append("INSERT INTO book_ids SELECT id FROM books" if layout.ids else "")
    commands.append(_ENTERED if layout.ids else "")
    commands.append(
        "CREATE TABLE notes (id bigserial PRIMARY KEY, user_id uuid NOT NULL, book_id uuid NOT NULL, content text)"
    )
    commands.append(
        "INSERT INTO notes (user_id, book_id, content) SELECT user_id, id, repeat('note ', 20)"
        f" FROM books_source, generate_series(1, {_NOTES_PER_BOOK})"
    )
    commands.append("DROP TABLE books_source")
    commands += _INDEXED.format(reference=layout.reference).split(";")
    for command in filter(str.strip, commands):
        connection.execute(command.encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What the questions are asked about: readers, their books, all picked by the same seed in every layout."""

    books: tuple[tuple[Any, Any], ...]

    def pick(self, number: int) -> tuple[Any, Any]:
        """Return the reader and the id of one book."""
        return self.books[number % len(self.books)]


Question = Callable[[psycopg.Connection[Any], Sample, int], float]
"""Asks once, for the book of a number, and returns milliseconds."""


def _timed(connection: psycopg.Connection[Any], sql: str, values: tuple[Any, ...] = ()) -> float:
    started = time.perf_counter()
    cursor = connection.execute(sql.encode(), values)
    if cursor.description:
        cursor.fetchall()
    return (time.perf_counter() - started) * 1000


@contextmanager
def _as_reader(connection: psycopg.Connection[Any], user: Any) -> Iterator[None]:
    with connection.transaction(force_rollback=True):
        connection.execute("SELECT set_config('app.uid', %s, true)", [str(user)])
        connection.execute("SET LOCAL ROLE reader")
        yield


def _reader_asks(sql: str) -> Question:
    def ask(connection: psycopg.Connection[Any], sample: Sample, number: int) -> float:
        user, book = sample.pick(number)
        with _as_reader(connection, user):
            return _timed(connection, sql, (book,) if "%s" in sql else ())

    return ask


def _service_asks(sql: str, *values: str) -> Question:
    def ask(connection: psycopg.Connection[Any], sample: Sample, number: int) -> float:
        user, book = sample.pick(number)
        given = {"user": user, "book": book}
        with connection.transaction(force_rollback=True):
            return _timed(connection, sql, tuple(given[value] for value in values))

    return ask


def _planning(sql: str) -> Question:
    def ask(connection: psycopg.Connection[Any], sample: Sample, number: int) -> float:
        with _as_reader(connection, sample.pick(number)[0]):
            row = connection.execute(f"EXPLAIN (SUMMARY, FORMAT json) {sql}".encode()).fetchone()
        return float(row[0][0]["Planning Time"]) if row else 0.0

    return ask


def _first_question(connection: psycopg.Connection[Any], sample: Sample, number: int) -> float:
    """Return what a new session's first page takes: it has to read the catalogs of every partition."""
    with psycopg.connect(connection.info.dsn) as fresh, _as_reader(fresh, sample.pick(number)[0]):
        return _timed(fresh, _PAGE.format(""))


_MANY_NOTES = "INSERT INTO notes (user_id, book_id) SELECT user_id, id FROM books LIMIT 10000"

QUESTIONS: Mapping[str, tuple[Question, int]] = {
    "a page of the library, by the reader": (_reader_asks(_PAGE.format("")), 1),
    "the same by the backend, with user_id": (_service_asks(_PAGE.format("WHERE user_id = %s"), "user"), 1),
    "planning that page": (_planning(_PAGE.format("")), 1),
    "the first page of a new session": (_first_question, 10),
    "a book by id, by the reader": (_reader_asks("SELECT title FROM books WHERE id = %s"), 1),
    "a book by id, by the backend": (_service_asks("SELECT title FROM books WHERE id = %s", "book"), 1),
    "a book by reader and id, by the backend": (
        _service_asks("SELECT title FROM books WHERE user_id = %s AND id = %s", "user", "book"),
        1,
    ),
    "a page turned (update), by the reader": (
        _reader_asks("UPDATE books SET last_read_at = now() WHERE id = %s"),
        1,
    ),
    "a book added": (_service_asks("INSERT INTO books (user_id, title) VALUES (%s, 'New')", "user"), 1),
    "a note added (foreign key checked)": (
        _service_asks("INSERT INTO notes (user_id, book_id) VALUES (%s, %s)", "user", "book"),
        1,
    ),
    "10,000 notes added": (_service_asks(_MANY_NOTES), 50),
    "a book deleted with its notes": (
        _service_asks("DELETE FROM books WHERE user_id = %s AND id = %s", "user", "book"),
        1,
    ),
    "a reader erased with 50 books, 100 notes": (_service_asks("DELETE FROM books WHERE user_id = %s", "user"), 5),
}
"""Each question, and how many times more rarely than the others it is asked."""

_SIZES = {
    "largest index of books, MB": """
        SELECT max(pg_relation_size(indexrelid)) / 1048576.0 FROM pg_index
        WHERE indrelid::regclass::text ~ '^books(_[0-9]+)?$'
    """,
    "everything, MB": "SELECT sum(pg_total_relation_size(oid)) / 1048576.0 FROM pg_class WHERE relkind IN ('r', 'p')"
    " AND relnamespace = 'public'::regnamespace",
}


def measure(connections: Mapping[str, psycopg.Connection[Any]], rounds: int) -> Iterator[tuple[str, list[float]]]:
    """Yield every question with one median per layout, asked in turns so that a busy moment hits all of them."""
    samples = {name: _sample(connection) for name, connection in connections.items()}
    for title, (question, rarer) in QUESTIONS.items():
        taken: dict[str, list[float]] = {name: [] for name in connections}
        for number in range(max(5, rounds // rarer)):
            for name, connection in connections.items():
                taken[name].append(question(connection, samples[name], number))
        yield f"{title}, ms", [statistics.median(times) for times in taken.values()]
    for title, sql in _SIZES.items():
        rows = [connection.execute(sql.encode()).fetchone() for connection in connections.values()]
        yield title, [float(row[0]) if row else 0.0 for row in rows]
    yield "the longest VACUUM of one table, ms", [_longest_vacuum(connection) for connection in connections.values()]


def _sample(connection: psycopg.Connection[Any]) -> Sample:
    """Pick books spread over all readers, the same readers in every layout."""
    readers = [row[0] for row in connection.execute("SELECT id FROM profiles ORDER BY id").fetchall()]
    chosen = random.Random(1).sample(readers, min(500, len(readers)))  # noqa: S311 - a sample, not a secret
    rows = connection.execute(
        "SELECT DISTINCT ON (user_id) user_id, id FROM books WHERE user_id = ANY (%s) ORDER BY user_id, created_at",
        [chosen],
    ).fetchall()
    order = {user: position for position, user in enumerate(chosen)}
    return Sample(books=tuple(sorted(rows, key=lambda row: order[row[0]])))


def _longest_vacuum(connection: psycopg.Connection[Any]) -> float:
    """Return how long the slowest VACUUM of one table takes once a tenth of all books was changed."""
    connection.execute("UPDATE books SET notes_count = 1, last_read_at = now() WHERE get_byte(uuid_send(id), 0) < 26")
    tables = connection.execute(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relname ~ '^books(_[0-9]+)?$'"
    ).fetchall()
    return max(_timed(connection, f"VACUUM {name}") for (name,) in tables)


def main() -> None:
    """Build all layouts, measure, print a table in Markdown."""
    parser = argparse.ArgumentParser(prog="python -m bench.partitioning", description=__doc__)
    parser.add_argument("--books", type=int, default=1_000_000, help="how many books each layout holds")
    parser.add_argument(
        "--rounds", type=int, default=500, help="how often a quick question is asked; the median counts"
    )
    options = parser.parse_args()
    with running_server(frozenset()) as (url, description):
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute("CREATE ROLE reader")
            for number in range(len(LAYOUTS)):
                admin.execute(f"CREATE DATABASE layout_{number}".encode())
        connections = {}
        for number, layout in enumerate(LAYOUTS):
            say(f"building {layout.name}")
            connection = psycopg.connect(url, dbname=f"layout_{number}", autocommit=True, prepare_threshold=None)
            build(connection, layout, options.books)
            connections[layout.name] = connection
        print(f"{description}, {options.books:,} books, median of {options.rounds} rounds in turns\n")
        print(_LINE.format("", *connections))
        print(_LINE.format("---", *("---:" for _ in connections)))
        for title, figures in measure(connections, options.rounds):
            print(_LINE.format(title, *(f"{figure:,.2f}" for figure in figures)), flush=True)
        for connection in connections.values():
            connection.close()


if __name__ == "__main__":
    main()
