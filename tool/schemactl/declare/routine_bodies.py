"""Finding syntax errors in function bodies, which are created unchecked because they may refer to later objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg

from schemactl.declare.refusal import locate, position_in_body
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration

if TYPE_CHECKING:
    from psycopg.rows import TupleRow

_SYNTAX_ERROR = "42601"
_VALIDATORS = """
SELECT p.oid, l.lanvalidator::regproc::text, p.oid::regprocedure::text, p.prosrc
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE l.lanname IN ('plpgsql', 'sql') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (
    SELECT FROM pg_catalog.pg_depend AS d
    WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
  )
ORDER BY p.oid
"""


def refuse_broken_bodies(declarations: Sequence[Declaration], connection: psycopg.Connection[TupleRow]) -> None:
    """Let PostgreSQL check the body of every function that was created from a declaration.

    Only syntax errors are refused. A body that names something missing is legal, and databases are full of them.

    Args:
        declarations: What was created; a body found in none of them is somebody else's.
        connection: A session on the database they were created in.

    Raises:
        DeclarationError: A body cannot be parsed; with file and line.
    """
    connection.execute("SET check_function_bodies = on")
    routines = connection.execute(_VALIDATORS).fetchall()
    for oid, validator, signature, body in routines:
        try:
            with connection.transaction():
                connection.execute(f"SELECT {validator}({int(oid)}::oid)")
        except psycopg.Error as error:
            if error.sqlstate == _SYNTAX_ERROR:
                _refuse(declarations, signature, body, error)


def _refuse(declarations: Sequence[Declaration], signature: str, body: str, error: psycopg.Error) -> None:
    for declaration in declarations:
        for number, command in enumerate(declaration.commands):
            position = position_in_body(command, body, int(error.diag.internal_position or 1))
            if position is None:
                continue
            raise DeclarationError(
                f"{error.diag.message_primary} (body of {signature})",
                hint="Correct the body; PostgreSQL would fail at this line when the function is called.",
                source=locate(declaration, number, position),
            ) from error
