"""The database of one test, and what a test does with it: act as a role, make rows, read values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg

from schemactl.postgres.connect import connect
from schemactl.pytest_plugin.factory import RowFactory
from schemactl.scratch.server import ScratchServer, scratch_database

if TYPE_CHECKING:
    from psycopg.rows import TupleRow


_READ = """
SELECT current_setting('role'), coalesce(current_setting('request.jwt.claims', true), ''),
    coalesce(current_setting('request.jwt.claim.sub', true), '')
"""
_SET = """
SELECT set_config('role', %s, true), set_config('request.jwt.claims', %s, true),
    set_config('request.jwt.claim.sub', %s, true)
"""


@contextmanager
def open_database(server: ScratchServer, template: str) -> Iterator[DeclaredDatabase]:
    """Copy a template, yield the copy, and drop it at the end.

    For fixtures of a wider scope: one database for a module, a transaction for each of its tests.
    """
    with scratch_database(server, "test", template=template) as name:
        database = DeclaredDatabase(server.conninfo(name))
        try:
            yield database
        finally:
            database.close()


@contextmanager
def acting_as(
    connection: psycopg.Connection[TupleRow], role: str, user: UUID | str | None = None, **claims: Any
) -> Iterator[None]:
    """Act as a role for a while: in a transaction, or a savepoint of an open one, with role and claims set locally.

    What was done is kept at the end. It is undone when an exception leaves the block, or when PostgreSQL refused
    something in it, even if the test expected that.

    Args:
        connection: A session that may take the role.
        role: For example ``anon`` or ``authenticated``.
        user: The claim ``sub``, which ``auth.uid()`` returns.
        claims: More claims.

    Source: PostgREST manual, Transactions, "Transaction-Scoped Settings".
    """
    token: dict[str, Any] = {"role": role} | ({} if user is None else {"sub": str(user)}) | claims
    with connection.transaction():
        before = connection.execute(_READ).fetchone()
        connection.execute(_SET, [role, json.dumps(token, default=str), str(token.get("sub", ""))])
        yield
        if connection.info.transaction_status == psycopg.pq.TransactionStatus.INERROR:
            raise psycopg.Rollback
        # A setting made in a savepoint would outlive it.
        connection.execute(_SET, before)


class DeclaredDatabase:
    """A database with the declared schema that belongs to one test.

    Sessions resolve names as those of an application do; time zone and formats are pinned.

    Attributes:
        conninfo: libpq connection string, as the owner of everything.
    """

    def __init__(self, conninfo: str) -> None:
        self.conninfo = conninfo

    @cached_property
    def connection(self) -> psycopg.Connection[TupleRow]:
        """Return the owner's session; every command commits by itself."""
        return self.connect()

    @cached_property
    def _factory(self) -> RowFactory:
        return RowFactory(self.connection)

    def connect(self, *, autocommit: bool = True) -> psycopg.Connection[TupleRow]:
        """Open another session as the owner. Whoever asks for it closes it."""
        connection = connect(self.conninfo)
        # The tool's own sessions have neither: it qualifies every name, and a filtered table is an error to it.
        connection.execute("RESET search_path; SET row_security = on")
        connection.autocommit = autocommit
        return connection

    @contextmanager
    def as_role(
        self, role: str, user: UUID | str | None = None, **claims: Any
    ) -> Iterator[psycopg.Connection[TupleRow]]:
        """Act as a role, the way the API gateway does, in a session and a transaction of its own.

        It commits at the end, and rolls back when an exception leaves the block. See `acting_as`.
        """
        with self.connect() as connection, acting_as(connection, role, user, **claims):
            yield connection

    def make(self, table: str, /, **values: Any) -> dict[str, Any]:
        """Insert a row as the owner and return all of it.

        Columns that must have a value get one that satisfies types, constraints and foreign keys; missing parents are
        made. See `RowFactory.make`.
        """
        __tracebackhide__ = True
        return self._factory.make(table, values)

    def make_many(self, table: str, count: int, /, **values: Any) -> list[dict[str, Any]]:
        """Insert several rows that share some values, and return them."""
        __tracebackhide__ = True
        return [self._factory.make(table, values) for _ in range(count)]

    def rows(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query run by the owner."""
        return self.connection.execute(sql.encode(), parameters or None).fetchall()

    def value(self, sql: str, *parameters: Any) -> Any:
        """Return the first column of the first row of a query run by the owner; None when there is no row."""
        row = self.connection.execute(sql.encode(), parameters or None).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Close the owner's session."""
        if "connection" in self.__dict__:
            self.connection.close()
