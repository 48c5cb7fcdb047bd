"""Asking the server about the SQL in function bodies. It is planned, not run, in transactions that are rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemactl.lint.plpgsql import Body, Piece
from schemactl.lint.rule import Row
from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

PATH_OF_CALLERS = '"$user", public, extensions'
"""What a function without a search_path of its own is tried with: PostgreSQL's default and the schema Supabase adds."""

_TELLING = frozenset(
    {
        "3F000",  # no such schema
        "42P01",  # no such table or view, or no such alias
        "42P10",  # ON CONFLICT without an index that fits
        "42702",  # a name is a column and a variable
        "42703",  # no such column
        "42704",  # no such type
        "42725",  # several functions fit a call
        "42883",  # no such function or operator
    }
)
"""SQLSTATEs that cannot come from how a statement is tried here (PostgreSQL manual, Error Codes)."""

_TAG = "$schemactl_probe$"
_TRIGGER_VARIABLES = {
    "tg_op": "text",
    "tg_name": "name",
    "tg_when": "text",
    "tg_level": "text",
    "tg_relid": "oid",
    "tg_relname": "name",
    "tg_table_name": "name",
    "tg_table_schema": "name",
    "tg_nargs": "integer",
    "tg_argv": "text[]",
    "tg_event": "text",
    "tg_tag": "text",
}
_HANDLER_VARIABLES = {"sqlerrm": "text", "sqlstate": "text"}


def sql_body_error(connection: psycopg.Connection[TupleRow], routine: Row) -> str:
    """Return why PostgreSQL refuses an SQL function when its body is checked; empty when it does not."""
    import psycopg

    try:
        with _tried(connection, routine):
            connection.execute("SET LOCAL check_function_bodies = on")
            connection.execute(routine["definition"].encode(), binary=True)
    except psycopg.Error as error:
        return error.diag.message_primary or "the body cannot be checked"
    return ""


def piece_error(
    connection: psycopg.Connection[TupleRow], routine: Row, body: Body, piece: Piece, records: Mapping[str, str]
) -> tuple[int, str] | None:
    """Return line and reason when a piece of a PL/pgSQL body cannot be planned.

    A function with the same name, arguments and variables is made in ``pg_temp``; all it does is EXPLAIN the piece, so
    PL/pgSQL itself finds the variables in it. EXPLAIN does not run it.

    Args:
        connection: A superuser's session.
        routine, body, piece: What is asked about.
        records: Further variables with their types, such as ``new`` in a trigger function.
    """
    import psycopg

    probe = _probe(routine, body, piece, records)
    if probe is None:
        return None
    create, call = probe
    try:
        with _tried(connection, routine):
            connection.execute(create.encode(), binary=True)
            connection.execute(call.encode(), binary=True)
    except psycopg.Error as error:
        if error.sqlstate not in _TELLING:
            return None
        before = (error.diag.internal_query or "").encode()[: int(error.diag.internal_position or 1) - 1]
        return piece.line + before.count(b"\n"), error.diag.message_primary or ""
    return None


@contextmanager
def _tried(connection: psycopg.Connection[TupleRow], routine: Row) -> Iterator[None]:
    """Run something under a routine's search_path, and take it back."""
    with connection.transaction(force_rollback=True):
        path = PATH_OF_CALLERS if routine["search_path"] is None else routine["search_path"]
        connection.execute("SELECT pg_catalog.set_config('search_path', %s, true)", [path])
        connection.execute("SET LOCAL statement_timeout = '10s'")
        # Declared event triggers must not take what is tried here for a change of the schema.
        connection.execute("SET LOCAL session_replication_role = replica")
        yield


def _probe(routine: Row, body: Body, piece: Piece, records: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the commands that make and call the function; None when the piece cannot be tried."""
    if _TAG in piece.query:
        return None
    arguments = _arguments(routine)
    declared = {
        **_HANDLER_VARIABLES,
        **(_TRIGGER_VARIABLES if routine["for_triggers"] else {}),
        **records,
        **body.variables,
    }
    variables = [f"    {identifier(name)} {definition};" for name, definition in declared.items()]
    name = f"pg_temp.{identifier(routine['name'])}"
    parameters = ", ".join(f"{identifier(n)} {t}" if n else t for n, t in arguments)
    create = "\n".join(
        (
            f"CREATE FUNCTION {name}({parameters}) RETURNS void LANGUAGE plpgsql AS {_TAG}",
            f"{body.directives}DECLARE",
            *variables,
            "    schemactl_line text;",
            "BEGIN",
            f"FOR schemactl_line IN EXPLAIN {piece.query}",
            "LOOP END LOOP;",
            f"END {_TAG}",
        )
    )
    return create, f"SELECT {name}({', '.join(f'NULL::{type_}' for _, type_ in arguments)})"


def _arguments(routine: Row) -> list[tuple[str, str]]:
    """Return names and types of all arguments and result columns, those passed in first: ``$1`` counts only them."""
    types = routine["argument_types"]
    names = routine["argument_names"] or [""] * len(types)
    modes = routine["argument_modes"] or ["i"] * len(types)
    every = list(zip(names, types, modes, strict=True))
    inward = [(name, type_) for name, type_, mode in every if mode in "ibv"]
    return inward + [(name, type_) for name, type_, mode in every if mode not in "ibv" and name]


def row_type(trigger: Row) -> str:
    """Return the type of NEW and OLD in a trigger."""
    return qualified(trigger["schema"], trigger["relation"])
