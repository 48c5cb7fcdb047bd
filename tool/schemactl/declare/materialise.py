"""Running declarations on a scratch database, and turning PostgreSQL's refusals into the user's file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

import psycopg

from schemactl.declare.cluster_wide import MakeRoles, run_watched, watched
from schemactl.declare.ranks import Rank
from schemactl.declare.refusal import Refusal, explain, locate
from schemactl.declare.routine_bodies import refuse_broken_bodies
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_NOT_YET = frozenset(
    {
        "42P01",  # undefined table
        "42883",  # undefined function
        "42704",  # undefined object: type, role, operator class...
        "42703",  # undefined column
        "3F000",  # undefined schema
        "42830",  # a foreign key's target has no unique index yet
        "42P10",  # ON CONFLICT in a BEGIN ATOMIC body, its unique index is not there yet
    }
)
"""SQLSTATEs that may only mean "too early" (PostgreSQL manual, Error Codes)."""

_IDLE = psycopg.pq.TransactionStatus.IDLE
_SETTINGS = """
SELECT coalesce(array_agg(name), '{}'), coalesce(array_agg(setting), '{}')
FROM pg_catalog.pg_settings WHERE source = 'session'
"""
_RESTORE = "SELECT pg_catalog.set_config(name, value, false) FROM unnest(%s::text[], %s::text[]) AS saved (name, value)"


def materialise(
    declarations: Iterable[Declaration],
    connection: psycopg.Connection[TupleRow],
    make_roles: MakeRoles | None = None,
) -> None:
    """Create declared objects in an (almost) empty scratch database.

    The commands of one declaration take effect together or not at all. A declaration that fails because something does
    not exist yet is tried again after the others. Afterwards the bodies of functions are checked for syntax errors.
    The session's settings are the same afterwards as before.

    Args:
        declarations: What to create, in any order.
        connection: A session on the scratch database; it may create anything.
        make_roles: Makes roles that blocks of commands look for and make. Without it they may do so themselves: the
            server is nobody else's.

    Raises:
        DeclarationError: PostgreSQL refuses a declaration; with file, line and PostgreSQL's own words.
    """
    ordered = sorted(declarations, key=lambda declaration: declaration.rank)
    with _settings_kept(connection):
        # Bodies may refer to what is created later; pg_dump switches this off for the same reason.
        connection.execute("SET check_function_bodies = off")
        connection.execute("SET client_min_messages = error")
        waiting: list[Refusal] = []
        for rank, group in groupby(ordered, key=lambda declaration: declaration.rank):
            if rank == Rank.IN_ORDER:
                _create_in_order(group, connection, make_roles)
                continue
            waiting = _create_what_can_be(
                [*(refusal.declaration for refusal in waiting), *group], connection, make_roles
            )
        if waiting:
            raise explain(waiting[0], others=len(waiting) - 1)
        refuse_broken_bodies(ordered, connection)


def _create_in_order(
    declarations: Iterable[Declaration], connection: psycopg.Connection[TupleRow], make_roles: MakeRoles | None
) -> None:
    """Run the commands of plain SQL files: each in its place, as psql would, with ``public`` as the search path."""
    connection.execute("SET search_path = public")
    last = None
    for declaration in declarations:
        refusal = _create(declaration, connection, make_roles)
        if refusal is not None:
            raise explain(refusal)
        last = declaration
    if last is not None and connection.autocommit and connection.info.transaction_status != _IDLE:
        raise DeclarationError(
            "the SQL ends inside a transaction that it began, so that nothing of it would stay",
            hint="Write COMMIT at its end, or leave BEGIN out.",
            source=last.source,
        )


def _create_what_can_be(
    declarations: list[Declaration], connection: psycopg.Connection[TupleRow], make_roles: MakeRoles | None
) -> list[Refusal]:
    """Create declarations, again and again while that makes progress; return those that still wait for something."""
    while True:
        waiting = []
        for declaration in declarations:
            refusal = _create(declaration, connection, make_roles)
            if refusal is None:
                continue
            if refusal.error.sqlstate not in _NOT_YET:
                raise explain(refusal)
            waiting.append(refusal)
        if not waiting or len(waiting) == len(declarations):
            return waiting
        declarations = [refusal.declaration for refusal in waiting]


def _create(
    declaration: Declaration, connection: psycopg.Connection[TupleRow], make_roles: MakeRoles | None
) -> Refusal | None:
    """Run the commands of one declaration together; return why PostgreSQL refused."""
    position = 0
    try:
        if len(declaration.commands) == 1 and make_roles is not None and watched(declaration.commands[0]):
            place = locate(declaration, 0, None)
            run_watched(lambda: _run(declaration.commands[0], connection), connection, make_roles, place)
            return None
        if len(declaration.commands) == 1 and connection.autocommit:
            _run(declaration.commands[0], connection)
            return None
        with connection.transaction():
            for position, command in enumerate(declaration.commands):  # noqa: B007 - the failed one is needed below
                _run(command, connection)
    except psycopg.Error as error:
        return Refusal(declaration=declaration, command=position, error=error)
    return None


def _run(command: str, connection: psycopg.Connection[TupleRow]) -> None:
    """Send one command by the extended protocol, which refuses a text that holds two: `binary` selects it."""
    connection.execute(command.encode(), binary=True)


@contextmanager
def _settings_kept(connection: psycopg.Connection[TupleRow]) -> Iterator[None]:
    """Give the session its own settings back; a pg_dump file sets a dozen of them."""
    saved = connection.execute(_SETTINGS).fetchone()
    try:
        yield
    finally:
        status = connection.info.transaction_status
        if status == psycopg.pq.TransactionStatus.ACTIVE:
            connection.close()  # A COPY is half-way through: there is no polite way out of it.
        elif connection.autocommit and status != _IDLE:
            connection.execute("ROLLBACK")
        if not connection.closed and connection.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
            connection.execute("RESET SESSION AUTHORIZATION")
            connection.execute("RESET ALL")
            connection.execute(_RESTORE, saved)
