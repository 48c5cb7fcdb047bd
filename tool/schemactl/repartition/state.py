"""What the live database remembers of a move: a row in schema ``schemactl``, changed together with what it tells."""

from __future__ import annotations

from schemactl.errors import PermissionMissing, UsageError
from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.postgres.quoting import identifier
from schemactl.repartition.session import Session, query
from schemactl.repartition.values import Move

_COLUMNS = (
    "source, twin, source_oid, twin_oid, phase, last_key, rows, marks, twin_triggers, twin_trigger_states, pending"
)


def make_place(session: Session) -> None:
    """Create the schema and the table where they are missing.

    Raises:
        PermissionMissing: The login may not.
    """
    import psycopg

    try:
        # IF NOT EXISTS would ask for the right to create schemas even where the schema is there already.
        if not session.value("SELECT pg_catalog.to_regnamespace(%s) IS NOT NULL", HISTORY_SCHEMA):
            session.run(f"CREATE SCHEMA {HISTORY_SCHEMA}")
        if session.value(f"SELECT pg_catalog.to_regclass('{HISTORY_SCHEMA}.repartition') IS NULL"):
            session.run(query("state"))
    except psycopg.errors.InsufficientPrivilege as error:
        login = identifier(session.connection.info.user)
        raise PermissionMissing(
            f"the login may not create anything in schema {HISTORY_SCHEMA}, where the progress is kept",
            hint=f"Let the owner of the database run once: CREATE SCHEMA {HISTORY_SCHEMA} AUTHORIZATION {login};",
        ) from error


def find_move(session: Session, source: str, twin: str) -> Move | None:
    """Return what is known of a move, or None when there is none.

    Raises:
        UsageError: The rows of this table move into another twin.
    """
    if session.value(f"SELECT pg_catalog.to_regclass('{HISTORY_SCHEMA}.repartition') IS NULL"):
        return None
    rows = session.rows(f"SELECT {_COLUMNS} FROM {HISTORY_SCHEMA}.repartition WHERE source = %s", source)
    if not rows:
        return None
    *simple, last_key, copied, marks, triggers, states, pending = rows[0]
    if simple[1] != twin:
        raise UsageError(
            f"the rows of {source} move into {simple[1]}, not into {twin}",
            hint=f"Finish that move, or end it: schemactl repartition {source} {simple[1]} --abandon.",
        )
    return Move(
        source=simple[0],
        twin=simple[1],
        source_oid=simple[2],
        twin_oid=simple[3],
        phase=simple[4],
        last_key=tuple(last_key),
        rows=copied,
        marks=marks,
        twin_triggers=tuple(zip(triggers, states, strict=True)),
        pending=tuple(pending),
    )


def save_move(session: Session, move: Move) -> None:
    """Write down a move, in the transaction of what it is about."""
    places = ", ".join(["%s"] * len(_COLUMNS.split(", ")))
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS.split(", ")[1:])
    session.run(
        f"INSERT INTO {HISTORY_SCHEMA}.repartition ({_COLUMNS}) VALUES ({places})"
        f" ON CONFLICT (source) DO UPDATE SET {changes}, changed_at = pg_catalog.clock_timestamp()",
        move.source,
        move.twin,
        move.source_oid,
        move.twin_oid,
        move.phase,
        list(move.last_key),
        move.rows,
        move.marks,
        [name for name, _ in move.twin_triggers],
        [state for _, state in move.twin_triggers],
        list(move.pending),
    )


def forget_move(session: Session, source: str) -> None:
    """Remove what is known of a move."""
    session.run(f"DELETE FROM {HISTORY_SCHEMA}.repartition WHERE source = %s", source)
