"""Event triggers fire on the commands of plans, and may refuse them: on clones they rest.

An event trigger looks at who works when and where; on a clone that says nothing about the live database.
Source: PostgreSQL manual, CREATE EVENT TRIGGER, and the settings event_triggers and session_replication_role.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

_SETTING_SINCE = 170000
"""First server version with the setting event_triggers (PostgreSQL 17 release notes)."""
_ANY = "SELECT EXISTS (SELECT FROM pg_catalog.pg_event_trigger)"


def let_rest(connection: psycopg.Connection[Any], *, expected: bool = False) -> None:
    """Keep event triggers from firing in a session on a scratch database.

    Before PostgreSQL 17 only a replica's session does that, and not for those enabled as ALWAYS or REPLICA. It leaves
    out ordinary triggers and rules as well, so it is one only where there are event triggers.

    Args:
        connection: The session. `expected`: whether event triggers are about to be made in it.
    """
    if connection.info.server_version >= _SETTING_SINCE:
        connection.execute("SET event_triggers = off")
    elif expected or connection.execute(_ANY.encode()).fetchone() == (True,):
        connection.execute("SET session_replication_role = replica")
