"""The ledger: which vectors are in which store, with the checksum each must have when it comes back.

It lies in the live database, in the schema of the history, because it must commit together with the removal of a
vector: a backup then holds either the vector or the entry that leads to it. The application's own tables know nothing
of it; a table such as ``embedding_metadata`` says what the application thinks about its vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from schemactl.errors import PermissionMissing, ServerError
from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier
from schemactl.vectors.column import query
from schemactl.vectors.values import Distance, Entry, Shape, State, VectorColumn

if TYPE_CHECKING:
    import psycopg

VERSION = "1"
_COMMENT = "columns whose vectors schemactl moved to a store, version "


def find_ledger(connection: psycopg.Connection[Any]) -> bool:
    """Return whether the ledger is there and ours to write.

    Raises:
        ServerError: It is of another version. PermissionMissing: The login may not use it.
    """
    # Two queries, as asking for rights on a table that is not there is an error.
    row = connection.execute("SELECT pg_catalog.to_regclass('schemactl.offloaded_column') IS NOT NULL").fetchone()
    if row is None or not row[0]:
        return False
    row = connection.execute(query("ledger_version").encode()).fetchone()
    _, comment, usable = row or (False, None, False)
    if comment != f"{_COMMENT}{VERSION}":
        raise ServerError(
            f"the table {HISTORY_SCHEMA}.offloaded_column is not a ledger of version {VERSION}",
            hint=f"Update schemactl. The schema {HISTORY_SCHEMA} is reserved for it.",
        )
    if not usable:
        raise PermissionMissing(
            f"the login {connection.info.user} may not write to the ledger in schema {HISTORY_SCHEMA}",
            hint=f"Grant it USAGE on schema {HISTORY_SCHEMA} and SELECT, INSERT, UPDATE, DELETE on its two tables "
            "offloaded_column and offloaded_vector, or log in as their owner.",
        )
    return True


def create_ledger(connection: psycopg.Connection[Any]) -> None:
    """Create the schema (unless it is there) and the two tables.

    Raises:
        PermissionMissing: The login may not.
    """
    import psycopg

    schema_is_there = f"SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{HISTORY_SCHEMA}'"
    try:
        with connection.transaction():
            if connection.execute(schema_is_there.encode()).fetchone() is None:
                connection.execute(f"CREATE SCHEMA {HISTORY_SCHEMA}".encode())
            for command in split_statements(query("ledger")):
                connection.execute(command.text.encode())
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(
            f"the ledger of moved vectors cannot be created: {error.diag.message_primary}",
            hint="Let the owner of the database run once: "
            f"CREATE SCHEMA {HISTORY_SCHEMA} AUTHORIZATION {identifier(connection.info.user)};",
        ) from error


def read_home(connection: psycopg.Connection[Any]) -> str:
    """Return what tells this database from every copy of it: the cluster's identifier and the database's oid."""
    row = connection.execute(
        "SELECT s.system_identifier || '/' || d.oid"
        " FROM pg_catalog.pg_control_system() AS s, pg_catalog.pg_database AS d"
        " WHERE d.datname = pg_catalog.current_database()"
    ).fetchone()
    return str(row[0]) if row else ""


def find_entry(connection: psycopg.Connection[Any], column: VectorColumn) -> Entry | None:
    """Return what the ledger says of a column."""
    row = connection.execute(
        "SELECT id, store, collection, dimensions, distance, home FROM schemactl.offloaded_column"
        " WHERE relation = %s::oid AND attribute = %s",
        [column.relation, column.column],
    ).fetchone()
    if row is None:
        return None
    shape = Shape(dimensions=row[3], distance=Distance(row[4]))
    return Entry(id=row[0], store=row[1], collection=row[2], shape=shape, home=row[5])


def write_entry(
    connection: psycopg.Connection[Any], column: VectorColumn, *, store: str, collection: str, shape: Shape
) -> None:
    """Note where the vectors of a column go, before the first one does."""
    connection.execute(
        "INSERT INTO schemactl.offloaded_column AS c"
        " (relation, attribute, store, collection, dimensions, distance, home)"
        " VALUES (%s::oid::regclass, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (relation, attribute) DO UPDATE SET store = excluded.store, collection = excluded.collection,"
        " dimensions = excluded.dimensions, distance = excluded.distance, home = excluded.home",
        [
            *(column.relation, column.column, store, collection, shape.dimensions, shape.distance.value),
            read_home(connection),
        ],
    )


def is_taken(connection: psycopg.Connection[Any], store: str, collection: str) -> bool:
    """Return whether the ledger knows a collection as the place of another column's vectors."""
    row = connection.execute(
        "SELECT FROM schemactl.offloaded_column WHERE store = %s AND collection = %s", [store, collection]
    ).fetchone()
    return row is not None


def adopt(connection: psycopg.Connection[Any], entry: Entry) -> None:
    """Note that this database now owns a collection."""
    connection.execute(
        "UPDATE schemactl.offloaded_column SET home = %s WHERE id = %s", [read_home(connection), entry.id]
    )


def holds_any(connection: psycopg.Connection[Any], entry: Entry) -> bool:
    """Return whether any vector is noted for a column."""
    row = connection.execute(
        "SELECT FROM schemactl.offloaded_vector WHERE column_id = %s LIMIT 1", [entry.id]
    ).fetchone()
    return row is not None


def note_out(
    connection: psycopg.Connection[Any], entry: Entry, keys: Sequence[str], checksums: Sequence[bytes]
) -> None:
    """Note that vectors are in the store only; call it in the transaction that removes them."""
    connection.execute(
        "INSERT INTO schemactl.offloaded_vector AS v (column_id, key, checksum)"
        " SELECT %s, moved.key, moved.checksum FROM unnest(%s::text[], %s::bytea[]) AS moved (key, checksum)"
        " ON CONFLICT (column_id, key) DO UPDATE"
        " SET checksum = excluded.checksum, state = excluded.state, moved_at = excluded.moved_at",
        [entry.id, list(keys), list(checksums)],
    )


def note_state(connection: psycopg.Connection[Any], entry: Entry, keys: Sequence[str], state: State) -> None:
    """Change the state of entries."""
    connection.execute(
        "UPDATE schemactl.offloaded_vector SET state = %s WHERE column_id = %s AND key = ANY (%s)",
        [state.value, entry.id, list(keys)],
    )


def forget(connection: psycopg.Connection[Any], entry: Entry, keys: Sequence[str]) -> None:
    """Delete entries."""
    connection.execute(
        "DELETE FROM schemactl.offloaded_vector WHERE column_id = %s AND key = ANY (%s)", [entry.id, list(keys)]
    )
