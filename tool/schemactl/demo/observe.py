"""What can be seen of the demo's database from outside: the files and rows of its tables, its documents and its books.

In comes a connection; out go frozen observations of one moment. What they have to show is decided in `checks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

# A table's file says most about a move: rows that were copied lie in another one.
_TABLES = """
    SELECT
        namespace.nspname,
        class.relname,
        class.oid::bigint,
        pg_catalog.pg_relation_filenode(class.oid)::bigint,
        (
            SELECT array_agg(attribute.attname::text ORDER BY attribute.attnum)
            FROM pg_catalog.pg_index AS index
            JOIN pg_catalog.pg_attribute AS attribute
                ON attribute.attrelid = index.indrelid AND attribute.attnum = ANY (index.indkey)
            WHERE index.indrelid = class.oid AND index.indisprimary
        )
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition AND namespace.nspname = ANY (%s)
    ORDER BY 1, 2
"""

_OBJECTS = """
    SELECT
        (SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = n.oid AND relkind IN ('r', 'p')),
        (SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = n.oid AND relkind IN ('i', 'I')),
        (
            SELECT count(*) FROM pg_catalog.pg_policy AS p
            JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid AND c.relnamespace = n.oid
        ),
        (SELECT count(*) FROM pg_catalog.pg_proc AS f WHERE f.pronamespace = n.oid AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend AS d
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = f.oid AND d.deptype = 'e'
        ))
    FROM pg_catalog.pg_namespace AS n WHERE n.nspname = %s
"""

_DOCUMENT_COLUMNS = ("metadata", "content", "s3_key")
_BOOK_COLUMNS = ("custom_metadata", "content", "s3_key")
_BOOK_COLUMNS_BEFORE = ("custom_metadata", "NULL", "s3_key")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableState:
    """A table at one moment.

    Attributes:
        oid, file_node: Which table it is, and the file its rows are in.
        rows: How many there are.
        keys: Digest of all primary keys: two tables with the same one hold the same rows, whatever their columns.
    """

    oid: int
    file_node: int
    rows: int
    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of a document, or of the book it became.

    Attributes:
        metadata: What its reader or an upload noted.
        content, s3_key: Its text and where its file is; None where it has none.
        reason: Why it is in quarantine; empty for all others.
    """

    metadata: Mapping[str, Any]
    content: str | None
    s3_key: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The demo's database at one moment: tables by qualified name, the rest by id."""

    tables: Mapping[str, TableState]
    documents: Mapping[str, Record]
    books: Mapping[str, Record]
    quarantine: Mapping[str, Record]

    @property
    def rows(self) -> int:
        """Return the number of all rows."""
        return sum(table.rows for table in self.tables.values())


def observe_before(connection: psycopg.Connection[TupleRow]) -> Observation:
    """Return what is there while the documents are a table of their own."""
    return Observation(
        tables=_tables(connection, "public", "auth"),
        documents=_records(connection, "public.documents", _DOCUMENT_COLUMNS),
        books=_records(connection, "public.user_books", _BOOK_COLUMNS_BEFORE),
        quarantine={},
    )


def observe_after(connection: psycopg.Connection[TupleRow]) -> Observation:
    """Return what is there once they are books."""
    return Observation(
        tables=_tables(connection, "public", "chat", "auth"),
        documents={},
        books=_records(connection, "public.user_books", _BOOK_COLUMNS),
        quarantine=_records(connection, "quarantine.documents", (*_DOCUMENT_COLUMNS, "quarantine_reason")),
    )


def observe_rows(connection: psycopg.Connection[TupleRow], names: Iterable[str]) -> dict[str, int]:
    """Return how many rows each relation shows; names the database does not have are left out.

    Args:
        connection: The database. `names`: ``schema.name`` each.
    """
    rows = {}
    for name in names:
        schema, _, relation = name.partition(".")
        known = connection.execute("SELECT to_regclass(%s) IS NOT NULL", [name]).fetchone()
        if known and known[0]:
            count = connection.execute(f"SELECT count(*) FROM {qualified(schema, relation)}".encode()).fetchone()
            rows[name] = int(count[0]) if count else 0
    return rows


def count_objects(connection: psycopg.Connection[TupleRow], schema: str) -> str:
    """Return in words how much of what a schema holds."""
    [(tables, indexes, policies, functions)] = connection.execute(_OBJECTS, [schema]).fetchall()
    return f"{tables} tables, {indexes} indexes, {policies} policies, {functions} functions"


def _tables(connection: psycopg.Connection[TupleRow], *schemas: str) -> dict[str, TableState]:
    found = {}
    for schema, name, oid, file_node, key in connection.execute(_TABLES, [list(schemas)]).fetchall():
        rows, keys = _rows(connection, qualified(schema, name), key)
        found[f"{schema}.{name}"] = TableState(oid=oid, file_node=file_node, rows=rows, keys=keys)
    return found


def _rows(connection: psycopg.Connection[TupleRow], table: str, key: list[str]) -> tuple[int, str]:
    """Return the number of rows of a table and the digest of its keys."""
    one = f"ROW({', '.join(map(identifier, key))})::text"
    query = f"SELECT count(*), coalesce(md5(string_agg({one}, ' ' ORDER BY {one})), '') FROM {table}"
    [(rows, keys)] = connection.execute(query.encode()).fetchall()
    return rows, keys


def _records(connection: psycopg.Connection[TupleRow], table: str, columns: tuple[str, ...]) -> dict[str, Record]:
    query = f"SELECT id::text, {', '.join(columns)} FROM {table}"
    return {
        key: Record(metadata=metadata or {}, content=content, s3_key=s3_key, reason="".join(reason))
        for key, metadata, content, s3_key, *reason in connection.execute(query.encode()).fetchall()
    }
