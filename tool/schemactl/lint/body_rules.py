"""Rules on function bodies, which PostgreSQL does not check before they run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from schemactl.lint.database import Database
from schemactl.lint.plpgsql import Body, read_body
from schemactl.lint.probe import piece_error, row_type, sql_body_error
from schemactl.lint.rule import Row, Rule
from schemactl.model.diagnostic import Level

_ROW_VARIABLES = frozenset({"new", "old"})


def _refused_sql(database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        if row["managed"] and row["language"] == "sql" and not row["parsed"]:
            reason = sql_body_error(database.connection, row)
            if reason:
                yield {**row, "reason": reason}


def _refused_plpgsql(database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    triggers = {
        oid: list(found) for oid, found in groupby(_by_routine(database), key=lambda trigger: trigger["routine"])
    }
    for row in rows:
        if not row["managed"] or row["language"] != "plpgsql" or row["polymorphic"]:
            continue
        reasons: dict[str, int] = {}
        body = read_body(row["body"])
        if not body.makes_objects:
            for line, reason in _errors(database, row, body, triggers.get(row["oid"], [])):
                reasons.setdefault(reason, line)
        for reason, line in reasons.items():
            yield {**row, "reason": reason, "line": line}


def _by_routine(database: Database) -> list[Row]:
    return sorted(database.ask("triggers"), key=lambda trigger: int(trigger["routine"]))


def _errors(database: Database, routine: Row, body: Body, triggers: list[Row]) -> Iterator[tuple[int, str]]:
    """Yield line and reason of what cannot be planned; a trigger function is tried for every table that uses it."""
    if any(trigger["transition_tables"] for trigger in triggers):
        return
    types = list(dict.fromkeys(row_type(trigger) for trigger in triggers)) or [""]
    for type_ in types:
        records = dict.fromkeys(sorted(_ROW_VARIABLES), type_) if type_ else {}
        for piece in body.pieces:
            unknown = body.unsure | (set() if type_ else _ROW_VARIABLES if routine["for_triggers"] else set())
            if piece.names.isdisjoint(unknown):
                error = piece_error(database.connection, routine, body, piece, records)
                if error is not None:
                    yield error


INVALID_SQL_BODY = Rule(
    id="SL005",
    name="invalid-sql-body",
    level=Level.ERROR,
    finds="An SQL function whose body PostgreSQL refuses when the function is created with check_function_bodies on, "
    'under its own search_path (without one: under "$user", public, extensions).',
    why="Every call fails.",
    fix="Correct the body; under an empty search_path every name outside pg_catalog needs its schema.",
    query="routines",
    message="the body of function {where} is refused: {reason}",
    judge=_refused_sql,
)

INVALID_PLPGSQL_BODY = Rule(
    id="SL006",
    name="invalid-plpgsql-body",
    level=Level.ERROR,
    finds="A PL/pgSQL function with a statement that names something that is not there or means two things, under its "
    "own search_path. Each query and expression is planned, not run. Not seen: EXECUTE, statements that change the "
    "schema, functions that create tables, that have polymorphic arguments or transition tables, and records whose "
    "columns are known only at run time.",
    why="PostgreSQL looks at a statement of a PL/pgSQL body only when it is reached; that call then fails.",
    fix="Correct the name; under an empty search_path every name outside pg_catalog needs its schema.",
    query="routines",
    message="line {line} of function {where} fails when it is reached: {reason}",
    judge=_refused_plpgsql,
)

RULES = (INVALID_SQL_BODY, INVALID_PLPGSQL_BODY)
