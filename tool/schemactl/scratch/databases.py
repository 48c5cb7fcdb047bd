"""The commands that create and drop databases and roles, the same on every kind of scratch server."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemactl.errors import PermissionMissing, ScratchError
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES, identifier, literal
from schemactl.scratch.server import PREFIX

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_FIRST_VERSION_WITH_STRATEGY = 150000
_NOT_ROLES = frozenset({"public", "none"})


def execute(connection: psycopg.Connection[TupleRow], command: str) -> None:
    """Run one administrative command.

    Raises:
        PermissionMissing: The login lacks the right.
        ScratchError: The server refuses for any other reason.
    """
    import psycopg

    try:
        connection.execute(command)
    except psycopg.errors.InsufficientPrivilege as error:
        raise PermissionMissing(
            f"the scratch server refuses: {error.diag.message_primary}",
            hint="Give the login CREATEDB and CREATEROLE, or set scratch to another server.",
        ) from error
    except psycopg.Error as error:
        raise ScratchError(
            f"the scratch server refuses {command!r}: {error.diag.message_primary or error}",
            hint=error.diag.message_hint or error.diag.message_detail or "",
        ) from error


def check_name(name: str) -> None:
    """Refuse a database that is not ours to create or drop.

    Raises:
        ScratchError: The name lacks our prefix or is longer than the server keeps.
    """
    if not name.startswith(PREFIX) or len(name.encode()) > MAX_IDENTIFIER_BYTES:
        raise ScratchError(
            f"refusing to create or drop database {name!r}",
            hint=f"Scratch databases are named {PREFIX}..., in at most {MAX_IDENTIFIER_BYTES} bytes.",
        )


def create_database(
    connection: psycopg.Connection[TupleRow],
    name: str,
    *,
    template: str,
    file_copy: bool = False,
    comment: str | None = None,
) -> None:
    """Create a database.

    Args:
        connection: A session on another database of the server.
        name: The new database.
        template: The database it starts as a copy of.
        file_copy: Copy files instead of logging every page: three times as fast on a server that never syncs, but
            two checkpoints on one that does (PostgreSQL manual, CREATE DATABASE).
        comment: Stored on the database.

    Raises:
        ScratchError: The name lacks our prefix, or the server refuses.
        PermissionMissing: The login may not create databases.
    """
    check_name(name)
    strategy = file_copy and connection.info.server_version >= _FIRST_VERSION_WITH_STRATEGY
    execute(
        connection,
        f"CREATE DATABASE {identifier(name)} TEMPLATE {identifier(template)}"
        + (" STRATEGY file_copy" if strategy else ""),
    )
    if comment is not None:
        execute(connection, f"COMMENT ON DATABASE {identifier(name)} IS {literal(comment)}")


def drop_database(connection: psycopg.Connection[TupleRow], name: str, conninfo: str) -> None:
    """Drop a database and the sessions in it; one that does not exist is no error.

    Args:
        connection: A session on another database of the server.
        name: The database. `conninfo`: how to connect to it.

    Raises:
        ScratchError: The name lacks our prefix, or the server refuses.
        PermissionMissing: The login does not own the database.
    """
    check_name(name)
    subscribed = connection.execute(
        "SELECT FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS d ON d.oid = s.subdbid"
        " WHERE d.datname = %s",
        [name],
    ).fetchone()
    if subscribed is not None:
        _forget_subscriptions(conninfo)
    execute(connection, f"DROP DATABASE IF EXISTS {identifier(name)} WITH (FORCE)")


def _forget_subscriptions(conninfo: str) -> None:
    """Drop the subscriptions of a database, which keep it from being dropped, without a word to their publishers."""
    with connect(conninfo) as connection:
        rows = connection.execute(
            "SELECT s.subname::text FROM pg_catalog.pg_subscription AS s JOIN pg_catalog.pg_database AS d"
            " ON d.oid = s.subdbid WHERE d.datname = current_database()"
        ).fetchall()
        for (subscription,) in rows:
            for action in ("DISABLE", "SET (slot_name = NONE)"):
                execute(connection, f"ALTER SUBSCRIPTION {identifier(subscription)} {action}")
            execute(connection, f"DROP SUBSCRIPTION {identifier(subscription)}")


def missing_roles(connection: psycopg.Connection[TupleRow], names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that could be roles and are none yet, in the order given, each once.

    Names that are too long are none: roles belong to the server, and one named in another encoding than that of the
    database it was seen from reads as something else.
    """
    possible = (name for name in dict.fromkeys(names) if len(name.encode()) <= MAX_IDENTIFIER_BYTES)
    wanted = [name for name in possible if name not in _NOT_ROLES and not name.startswith("pg_")]
    rows = connection.execute("SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY (%s)", [wanted])
    present = {row[0] for row in rows}
    return tuple(name for name in wanted if name not in present)


def create_roles(connection: psycopg.Connection[TupleRow], names: Iterable[str]) -> None:
    """Create roles that cannot log in.

    Raises:
        ScratchError: The server refuses.
        PermissionMissing: The login may not create roles.
    """
    for name in names:
        execute(connection, f"CREATE ROLE {identifier(name)} NOLOGIN")
