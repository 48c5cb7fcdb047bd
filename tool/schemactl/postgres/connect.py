"""Connections whose session settings cannot change what the server says, or what it makes of what we say.

Names are always qualified and every session runs with an empty ``search_path``. Date, interval, bytea, money and
quoting settings are pinned because they change how the server prints expressions (PostgreSQL manual, ``pg_get_expr``;
measured: five of eight such settings change default expressions); the defaults for access method, tablespace, nulls
and isolation because they change what a command means. A database or role may set any of them with ALTER ... SET.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from schemactl.errors import ConnectionFailed
from schemactl.postgres.transport import with_encryption

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_PINNED = {
    "search_path": "",
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "quote_all_identifiers": "off",
    "extra_float_digits": "3",
    "lc_monetary": "C",
    "xmloption": "content",
    "standard_conforming_strings": "on",
    "array_nulls": "on",
    "transform_null_equals": "off",
    "default_table_access_method": "heap",
    "default_tablespace": "",
    "default_transaction_isolation": "read committed",
    "client_encoding": "UTF8",
    "client_min_messages": "warning",
    "row_security": "off",
}
_PINNED_FOR_PG_DUMP = ("quote_all_identifiers", "standard_conforming_strings", "bytea_output", "lc_monetary")
_DRIVER = re.compile(r"^(postgres(?:ql)?)\+[a-z0-9]+://")
_URL_PASSWORD = re.compile(r"(?P<head>\w+:/{1,2}[^\s:]*:)[^\s]*(?P<tail>@)")
_KEY_PASSWORD = re.compile(
    r"(?P<head>(?P<query>[?&])?\b(?:password|sslpassword|passfile)\s*=\s*)"
    r"(?:'(?:[^'\\]|\\.)*'|(?(query)[^\s&]+|\S+))"
)


def normalise_url(url: str) -> str:
    """Return a libpq connection string for an SQLAlchemy or libpq one: ``postgresql+psycopg://`` loses its driver."""
    return _DRIVER.sub(r"\1://", url.strip())


def redact(text: str) -> str:
    """Return a text with every password of a connection string in it replaced by ``***``."""
    return _KEY_PASSWORD.sub(r"\g<head>***", _URL_PASSWORD.sub(r"\g<head>***\g<tail>", text))


def parse_conninfo(conninfo: str) -> dict[str, Any]:
    """Return the parameters a connection string holds, encrypted where a network is crossed.

    Raises:
        ConnectionFailed: It cannot be read, or may be talked out of encryption.
    """
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    url = normalise_url(conninfo)
    try:
        parameters = conninfo_to_dict(url)
    except (psycopg.Error, UnicodeError):
        # libpq repeats the malformed text, password and all, so the cause is cut off on purpose.
        raise _unreadable() from None
    if _is_garbled(url, parameters):
        raise _unreadable()
    if "host" in parameters:
        # PGHOSTADDR or a service file must not lead a connection that names its host to another server.
        parameters.setdefault("hostaddr", "")
    return with_encryption(parameters)


def connect(conninfo: str, *, autocommit: bool = True) -> psycopg.Connection[TupleRow]:
    """Open a session with pinned settings.

    Args:
        conninfo: A URL or keyword string; libpq's own variables and service file fill what it leaves out.
        autocommit: Whether each command commits by itself.

    Raises:
        ConnectionFailed: The server cannot be reached or refuses the login. The password never shows.
    """
    import psycopg

    parameters = parse_conninfo(conninfo)
    parameters.setdefault("application_name", "schemactl")
    parameters.setdefault("connect_timeout", os.environ.get("PGCONNECT_TIMEOUT", "10"))
    try:
        with contextlib.ExitStack() as opened:
            connection = psycopg.connect(**parameters, autocommit=True, prepare_threshold=None)
            opened.callback(connection.close)
            _pin(connection)
            opened.pop_all()
    except psycopg.Error as error:
        raise _refused(parameters, error) from None
    connection.autocommit = autocommit
    return connection


def session_options() -> str:
    """Return what else must be pinned for pg_dump, as libpq's ``options``.

    It sets the other settings that change its words by itself (PostgreSQL source, ``setup_connection`` in pg_dump.c).
    """
    return " ".join(f"-c {name}={_PINNED[name]}" for name in _PINNED_FOR_PG_DUMP)


def first_line(error: BaseException) -> str:
    """Return the first line of an error's message, which for PostgreSQL's errors says what happened."""
    return next(iter(str(error).strip().splitlines()), "no reason given")


def refuse_pooler(connection: psycopg.Connection[Any]) -> None:
    """Make sure that the server's process which answers is the one we were told at login: a pooler cannot do that.

    Raises:
        ConnectionFailed: It is another one.
    """
    row = connection.execute("SELECT pg_catalog.pg_backend_pid()").fetchone()
    if row is None or row[0] != connection.info.backend_pid:
        raise ConnectionFailed(
            "a connection pooler stands between us and the server",
            hint="Through a pooler, locks and settings reach other people's sessions. Use the server's own address "
            "(Supabase: the direct connection, port 5432 of db.<project>.supabase.co; PgBouncer: the port behind it).",
        )


def _pin(connection: psycopg.Connection[TupleRow]) -> None:
    """Set the session's pinned settings in one round trip."""
    calls = ", ".join("pg_catalog.set_config(%s, %s, false)" for _ in _PINNED)
    connection.execute(f"SELECT {calls}", [part for pair in _PINNED.items() for part in pair])


def _is_garbled(url: str, parameters: Mapping[str, object]) -> bool:
    """Return whether libpq takes a part of the password for something else, and would repeat it in its message.

    It ends the password at the first ``@`` or ``/``; what follows becomes the host, the port or the database.
    """
    ports = str(parameters.get("port") or "").split(",")
    if not all(port == "" or port.isdecimal() for port in ports):
        return True
    scheme, _, rest = url.partition("://")
    authority, _, path = rest.partition("/")
    return scheme in {"postgresql", "postgres"} and (authority.count("@") > 1 or "@" in path.partition("?")[0])


def _unreadable() -> ConnectionFailed:
    return ConnectionFailed(
        "the database URL cannot be read",
        hint="Write it as postgresql://user@host:5432/database; special characters in it need percent-encoding.",
    )


def _refused(parameters: Mapping[str, object], error: Exception) -> ConnectionFailed:
    """Return the error for a failed connection, without the password."""
    where = f"{parameters.get('host') or 'the default host'}, database {parameters.get('dbname') or 'default'}"
    reason = " ".join(redact(str(error)).split()).removeprefix("connection failed: ") or "no reason given"
    password = parameters.get("password")
    if password:
        reason = reason.replace(str(password), "***")
    if "server does not support SSL" in reason:
        return ConnectionFailed(
            f"cannot connect to {where}: it does not encrypt connections ({reason})",
            hint="Switch on ssl on the server. Where nobody else can listen, the URL may say sslmode=disable.",
        )
    return ConnectionFailed(
        f"cannot connect to {where}: {reason}",
        hint="Check --database-url or SCHEMACTL_DATABASE_URL (user, password, host, port, sslmode), "
        "and that the server accepts connections from here.",
    )
