"""Scratch databases on a server somebody else runs: a URL of its own, or the live server itself.

There we are guests: databases carry a name no other run uses and a comment with the time, roles that were made go
again, and on the live server none are made.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from schemactl.errors import PermissionMissing, SchemactlError, ScratchError
from schemactl.postgres.connect import connect, normalise_url
from schemactl.postgres.quoting import identifier
from schemactl.scratch import databases
from schemactl.scratch.server import SCRATCH_PREFIX

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_COMMENT = "schemactl scratch database, created "
_LEFT_OVERS = """
SELECT databases.datname
FROM pg_catalog.pg_database AS databases
    JOIN pg_catalog.pg_roles AS owners ON owners.oid = databases.datdba
    JOIN pg_catalog.pg_shdescription AS comments
        ON comments.objoid = databases.oid AND comments.classoid = 'pg_catalog.pg_database'::regclass
WHERE pg_catalog.starts_with(databases.datname, %(prefix)s)
    AND pg_catalog.starts_with(comments.description, %(comment)s)
    AND pg_catalog.substr(comments.description, pg_catalog.length(%(comment)s) + 1)::timestamptz
        < pg_catalog.now() - interval '1 hour'
    AND owners.rolname = current_user
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity AS sessions WHERE sessions.datid = databases.oid)
ORDER BY databases.datname
"""
_RIGHTS = "SELECT rolcreatedb, rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user"


class GivenServer:
    """A server that was running before and will run after. Use `given_server` or `live_server` to get one.

    Args:
        url: Where it is, as a login that may create databases.
        description: A name for reports.
        version: ``server_version_num``.
        may_create_roles: Whether roles may be made for the time of the run.
        file_copy: Whether the server is as careless as our own, so that copying files is the fastest.
    """

    def __init__(
        self, url: str, *, description: str, version: int, may_create_roles: bool, file_copy: bool = False
    ) -> None:
        self._url = normalise_url(url)
        self._description = description
        self._version = version
        self._may_create_roles = may_create_roles
        self._file_copy = file_copy
        self._created_roles: list[str] = []

    @property
    def version(self) -> int:
        """Return ``server_version_num``."""
        return self._version

    @property
    def description(self) -> str:
        """Return a name for reports."""
        return self._description

    @property
    def bindir(self) -> Path | None:
        """Return None: its binaries are not ours to know."""
        return None

    @property
    def standins(self) -> tuple[str, ...]:
        """Return nothing: such a server has the extensions it has."""
        return ()

    def conninfo(self, database: str, user: str | None = None) -> str:
        """Return a libpq connection string; without a user, for the login we were given."""
        from psycopg.conninfo import make_conninfo

        return make_conninfo(self._url, dbname=database, **({"user": user} if user else {}))

    def create_database(self, name: str, *, template: str = "template0") -> None:
        """Create a database. See `ScratchServer`."""
        with connect(self._url) as connection:
            now = connection.execute("SELECT pg_catalog.now()::text").fetchone()
            comment = f"{_COMMENT}{now[0] if now else ''}"
            databases.create_database(connection, name, template=template, file_copy=self._file_copy, comment=comment)

    def drop_database(self, name: str) -> None:
        """Drop a database. See `ScratchServer`."""
        with connect(self._url) as connection:
            databases.drop_database(connection, name, self.conninfo(name))

    def ensure_roles(self, names: Iterable[str], *, superuser: str | None = None) -> None:
        """Create missing roles for the time of the run; on the live server, refuse to. See `ScratchServer`.

        A role for `superuser` is created as one only if the login is one itself. It gets no password.
        """
        with connect(self._url) as connection:
            missing = databases.missing_roles(connection, (*names, superuser) if superuser else names)
            if missing and not self._may_create_roles:
                raise ScratchError(
                    f"the live server has no role {', '.join(missing)}, and no role is ever created there",
                    hint='Create it there, or set scratch to "embedded".',
                )
            for name in missing:
                databases.create_roles(connection, [name])
                self._created_roles.append(name)
            if superuser in missing and _rights(connection)[1]:
                databases.execute(connection, f"ALTER ROLE {identifier(superuser)} LOGIN SUPERUSER")

    def drop_created_roles(self) -> None:
        """Drop the roles that were made here; one that something outside our databases has come to need stays."""
        if not self._created_roles:
            return
        with connect(self._url) as connection:
            while self._created_roles:
                with contextlib.suppress(SchemactlError):
                    databases.execute(connection, f"DROP ROLE IF EXISTS {identifier(self._created_roles.pop())}")


@contextlib.contextmanager
def given_server(url: str) -> Iterator[GivenServer]:
    """Use a server for scratch databases, after dropping those that crashed runs left there.

    Raises:
        ConnectionFailed: It cannot be reached.
        PermissionMissing: The login may not create databases.
    """
    version = _examine(url)
    server = GivenServer(
        url, description=f"given PostgreSQL {_readable(version)}", version=version, may_create_roles=True
    )
    try:
        yield server
    finally:
        server.drop_created_roles()


@contextlib.contextmanager
def live_server(url: str) -> Iterator[GivenServer]:
    """Use the live server itself for scratch databases, in which it sees only short CREATE and DROP DATABASE commands.

    Raises:
        ConnectionFailed: It cannot be reached.
        PermissionMissing: The login may not create databases.
    """
    version = _examine(url)
    yield GivenServer(
        url, description=f"the live server, PostgreSQL {_readable(version)}", version=version, may_create_roles=False
    )


def _examine(url: str) -> int:
    """Return the version of a server that will do, having dropped what crashed runs left.

    Raises:
        ConnectionFailed: It cannot be reached.
        PermissionMissing: The login may not create databases.
    """
    with connect(url) as connection:
        if not any(_rights(connection)):
            raise PermissionMissing(
                f"{connection.info.user} may not create databases on the scratch server",
                hint=f"ALTER ROLE {identifier(connection.info.user)} CREATEDB, or set scratch to another server.",
            )
        sweep_databases(connection)
        return connection.info.server_version


def sweep_databases(connection: psycopg.Connection[TupleRow]) -> tuple[str, ...]:
    """Drop scratch databases of this login that are older than an hour and that nobody is connected to.

    Only names and comments of our own making count. Another run that drops the same one at the same time is no error.

    Returns:
        The names dropped.
    """
    rows = connection.execute(_LEFT_OVERS, {"prefix": SCRATCH_PREFIX, "comment": _COMMENT}).fetchall()
    names = tuple(row[0] for row in rows)
    for name in names:
        databases.check_name(name)
        with contextlib.suppress(SchemactlError):
            databases.execute(connection, f"DROP DATABASE IF EXISTS {identifier(name)}")
    return names


def _rights(connection: psycopg.Connection[TupleRow]) -> tuple[bool, bool]:
    """Return whether the login may create databases, and whether it is a superuser."""
    row = connection.execute(_RIGHTS).fetchone()
    return (row[0], row[1]) if row else (False, False)


def _readable(version: int) -> str:
    """Return 180006 as 18.6."""
    return f"{version // 10000}.{version % 10000}"
