"""The one session of a run: lock, settings, history and statements share it, so none can outlive the other.

Refused are servers on which a run cannot be safe: a pooler that hands each transaction to another session, a standby, a
database set to read-only. So is a superuser's login, unless it was asked for.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from schemactl.apply.clock import milliseconds
from schemactl.apply.options import ApplyOptions
from schemactl.apply.send import query, words
from schemactl.errors import ConnectionFailed
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.postgres.connect import connect, normalise_url, refuse_pooler
from schemactl.postgres.transport import is_local

if TYPE_CHECKING:
    import psycopg

_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
"""Ours towards the server, in seconds: without them a silent network is noticed after two hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The session of a run.

    Attributes:
        connection: In autocommit mode: transactions are begun and committed by commands of our own.
        pid: The server process. `started`: since when; the two together are never reused.
        diagnostics: What is not as it should be, but no reason to refuse.
    """

    connection: psycopg.Connection[Any]
    pid: int
    started: datetime
    diagnostics: tuple[Diagnostic, ...]


def open_session(conninfo: str, options: ApplyOptions) -> Session:
    """Open the session of a run.

    Raises:
        ConnectionFailed: The server cannot be reached, or is one on which a run cannot be safe.
    """
    import psycopg

    with contextlib.ExitStack() as closing:
        try:
            connection = connect(_with_keepalives(conninfo))
            closing.callback(connection.close)
            session = _examined(connection, options)
        except ConnectionFailed as error:
            raise error.untouched() from error
        except psycopg.Error as error:
            raise ConnectionFailed(
                f"the session could not be set up: {words(error)}", hint="Nothing was changed. Run apply again."
            ) from error
        closing.pop_all()
        return session


def limit_time(connection: psycopg.Connection[Any], *, lock: timedelta, statement: timedelta) -> None:
    """Set how long the session's next statements may wait for one lock and how long each may take; zero is forever."""
    connection.execute(
        query("set_known"),
        {"names": ["lock_timeout", "statement_timeout"], "values": [milliseconds(lock), milliseconds(statement)]},
    )


def _with_keepalives(conninfo: str) -> str:
    import psycopg
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    try:
        given = conninfo_to_dict(normalise_url(conninfo))
    except psycopg.Error:
        return conninfo  # `connect` says what is wrong with it, without the password
    missing = {name: value for name, value in _KEEPALIVES.items() if name not in given}
    return make_conninfo(normalise_url(conninfo), **missing)


def _examined(connection: psycopg.Connection[Any], options: ApplyOptions) -> Session:
    refuse_pooler(connection)
    row = connection.execute(query("session")).fetchone()
    if row is None:
        raise ConnectionFailed("the server said nothing about the session")
    pid, started, recovering, read_only, superuser, deadlock_timeout_ms = row
    if recovering or read_only:
        raise _not_writable(recovering=recovering)
    if superuser:
        _refuse_superuser(connection, allowed=options.allow_superuser)
    _pin(connection, options)
    return Session(
        connection=connection,
        pid=pid,
        started=started,
        diagnostics=_remarks(
            superuser=superuser, deadlock_timeout=timedelta(milliseconds=deadlock_timeout_ms), options=options
        ),
    )


def _refuse_superuser(connection: psycopg.Connection[Any], *, allowed: bool | None) -> None:
    """Refuse a superuser's login where it was not asked for; a server of this machine is somebody's own until told."""
    local = is_local(connection.info.host, connection.info.hostaddr)
    if allowed or (allowed is None and local):
        return
    raise ConnectionFailed(
        "the login is a superuser: whoever may make a trigger, a check or a default in this database would run code "
        "with all rights during the run; nothing was changed",
        hint="Apply with a login that owns the schemas and nothing else. To go on with this one: --allow-superuser, "
        "or allow_superuser = true in the settings.",
    )


def _not_writable(*, recovering: bool) -> ConnectionFailed:
    if recovering:
        return ConnectionFailed(
            "the server is a standby: nothing can be applied there",
            hint="Use the primary's address, or list all hosts and add target_session_attrs=read-write to the URL.",
        )
    return ConnectionFailed(
        "the database is read-only (default_transaction_read_only is on): nothing can be applied",
        hint="The login or the database is set to read-only, by hand or by a provider whose disk is full. "
        "Use another login, or lift it with ALTER ROLE or ALTER DATABASE ... RESET default_transaction_read_only.",
    )


def _pin(connection: psycopg.Connection[Any], options: ApplyOptions) -> None:
    """Set what keeps a dead or stuck run from holding up others. A server that lacks a setting goes without it."""
    import psycopg

    settings = {
        "lock_timeout": milliseconds(options.lock_timeout),
        "statement_timeout": milliseconds(options.statement_timeout),
        "idle_in_transaction_session_timeout": milliseconds(options.idle_in_transaction_timeout),
        "idle_session_timeout": milliseconds(options.idle_timeout),
        "tcp_keepalives_idle": "30",
        "tcp_keepalives_interval": "10",
        "tcp_keepalives_count": "3",
        # The archive's functions may name what a later statement creates, as in pg_dump's own output.
        "check_function_bodies": "off",
    }
    connection.execute(query("set_known"), {"names": list(settings), "values": list(settings.values())})
    with contextlib.suppress(psycopg.errors.InvalidParameterValue):
        # Without it a killed run's statement goes on alone: measured 3.8 s of CREATE INDEX, which then committed.
        # Servers on systems without the needed poll event refuse it (PostgreSQL manual, this setting).
        connection.execute(
            query("set_known"),
            {"names": ["client_connection_check_interval"], "values": [milliseconds(timedelta(seconds=1))]},
        )


def _remarks(*, superuser: bool, deadlock_timeout: timedelta, options: ApplyOptions) -> tuple[Diagnostic, ...]:
    found: list[Diagnostic] = []
    if superuser:
        found.append(
            Diagnostic(
                code="superuser-login",
                level=Level.WARNING,
                message="the login is a superuser: triggers, checks and defaults of other roles run with its rights",
                hint="Apply with a login that owns the schemas and nothing else.",
            )
        )
    if not timedelta(0) < options.lock_timeout < deadlock_timeout:
        found.append(
            Diagnostic(
                code="lock-timeout",
                level=Level.WARNING,
                message=f"lock_timeout ({_shown(options.lock_timeout)}) is not below the server's deadlock_timeout "
                f"({_shown(deadlock_timeout)}): a deadlock may end a transaction of the application instead of ours",
                hint="Choose a lock timeout of half the deadlock timeout or less.",
            )
        )
    return tuple(found)


def _shown(duration: timedelta) -> str:
    return f"{milliseconds(duration)} ms"
