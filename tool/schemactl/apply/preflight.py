"""What must be asked of the live rows before the first statement: do they stand in the way, and would any be lost?

Dropping what holds nothing loses nothing, so an empty table or column passes without leave. Rows may arrive between the
look and the drop, and a table may be moved before it is: a `Guard` looks again in the transaction of the drop.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.apply.send import is_in_the_way, send, words
from schemactl.errors import Blocked, LockNotObtained, PermissionMissing, SchemactlError, ServerError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.hazard import Hazard
from schemactl.model.plan import Plan, PreflightQuestion
from schemactl.model.statement import Statement
from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg

_COUNT_LIMIT = 10_000
_NOT_READABLE = (
    "Apply with the login that owns the tables. One with FORCE ROW LEVEL SECURITY hides rows even from its owner: "
    "to count them all the login needs BYPASSRLS."
)
_COUNTED = frozenset({"SC101", "SC102", "SC103"})
"""Drops of a table and of a column, and narrower types; other losses cannot be counted and always need leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """A last look before a statement that may run only because there is nothing to lose.

    Attributes:
        hazard: What must not happen. `relation`: the table, qualified and quoted. `column`: the column, or empty.
    """

    hazard: Hazard
    relation: str
    column: str

    def check(self, connection: psycopg.Connection[Any]) -> None:
        """Lock the table so that nothing can be added, and look again.

        For a column all rows are read; readers may go on meanwhile.

        Raises:
            Blocked: There is something to lose by now.
            psycopg.Error: As the server gives it; the table may be busy.
        """
        send(connection, f"LOCK TABLE {self.relation} IN {'SHARE ROW' if self.column else 'ACCESS'} EXCLUSIVE MODE")
        if _count(connection, self, limit=1):
            raise Blocked(
                f"{self.hazard.object} holds rows by now ({self.hazard.id}): they would be lost",
                hint=f"Look at them; to lose them, apply with {_leave(self.hazard)}.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearance:
    """The answers of a preflight that stopped nothing.

    Attributes:
        guards: Position of a statement to what must be looked at again right before it.
        diagnostics: Losses that are none because there is nothing to lose.
    """

    guards: Mapping[int, tuple[Guard, ...]]
    diagnostics: tuple[Diagnostic, ...]


def ask_preflight(connection: psycopg.Connection[Any], plan: Plan, allow: frozenset[str]) -> Clearance:
    """Ask the live database everything the plan wants to know, in one read-only transaction.

    Args:
        connection: Idle, in autocommit mode. `plan`: the plan.
        allow: Hazards allowed by name, ``SC101`` or ``SC101:public.documents``.

    Raises:
        Blocked: Rows stand in the way or would be lost; the message names all of them.
        LockNotObtained: A table is locked against readers.
        PermissionMissing: The login may not read a table.
        ServerError: A question cannot be answered.
    """
    import psycopg

    send(connection, "BEGIN READ ONLY")
    try:
        obstacles = [text for question in plan.preflight if (text := _obstacle(connection, question))]
        return _weigh(connection, plan, allow, obstacles)
    except psycopg.Error as error:
        raise _unanswered(error) from error
    finally:
        if not connection.closed:
            send(connection, "ROLLBACK")


def _obstacle(connection: psycopg.Connection[Any], question: PreflightQuestion) -> str:
    row = send(connection, question.sql).fetchone()
    count = int(row[0] or 0) if row else 0
    return f"{question.address}: {question.message.replace('{count}', _amount(count))}" if count else ""


def _weigh(connection: psycopg.Connection[Any], plan: Plan, allow: frozenset[str], obstacles: list[str]) -> Clearance:
    """Sort the blocking hazards into lost rows and nothing lost; raise when anything is in the way."""
    guards: dict[int, tuple[Guard, ...]] = {}
    diagnostics: list[Diagnostic] = []
    lost: list[tuple[Hazard, str]] = []
    for position, statement in enumerate(plan.statements, start=1):
        for hazard in _unallowed(statement, allow):
            guard = _guard(statement, hazard) or _guard_of_stored(connection, statement, hazard)
            if guard is None:
                lost.append((hazard, hazard.message))
                continue
            # A table that is not there yet will be moved or made by the plan: only the guard can look at it.
            count = _count(connection, guard, limit=_COUNT_LIMIT + 1) if _exists(connection, guard) else 0
            if count:
                lost.append((hazard, f"{hazard.object} holds {_amount(count)} {'values' if guard.column else 'rows'}"))
                continue
            guards[position] = (*guards.get(position, ()), guard)
            diagnostics.append(_nothing_lost(statement, hazard))
    if lost or obstacles:
        raise _blocked(lost, obstacles)
    return Clearance(guards=guards, diagnostics=tuple(diagnostics))


def _unallowed(statement: Statement, allow: frozenset[str]) -> Iterator[Hazard]:
    for hazard in statement.hazards:
        if hazard.blocking and hazard.id not in allow and f"{hazard.id}:{hazard.object}" not in allow:
            yield hazard


def _guard(statement: Statement, hazard: Hazard) -> Guard | None:
    """Return how to look at a hazard; None when its object is not the one the statement is about."""
    address, column = statement.address, statement.column
    name = f"{address.schema}.{address.name}" + (f".{column}" if column else "")
    if hazard.id not in _COUNTED or address.kind != "TABLE" or hazard.object != name:
        return None
    return Guard(hazard=hazard, relation=qualified(address.schema, address.name), column=column)


def _guard_of_stored(connection: psycopg.Connection[Any], statement: Statement, hazard: Hazard) -> Guard | None:
    """Return how to look at a column that loses values because its type or table is made anew; None for all else."""
    if hazard.id not in _COUNTED or (statement.address.kind not in ("TYPE", "DOMAIN") and statement.column):
        return None
    rows = connection.execute(_COLUMNS_BY_NAME, {"name": hazard.object}).fetchall()
    # Dots in names may make one of two columns.
    return Guard(hazard=hazard, relation=rows[0][0], column=rows[0][1]) if len(rows) == 1 else None


_COLUMNS_BY_NAME = """
SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname), a.attname::text
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname || '.' || c.relname || '.' || a.attname = %(name)s AND a.attnum > 0 AND NOT a.attisdropped
"""


def _exists(connection: psycopg.Connection[Any], guard: Guard) -> bool:
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS c"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        " WHERE ARRAY[n.nspname, c.relname]::text[] = pg_catalog.parse_ident(%(relation)s)"
        " AND (%(column)s = '' OR EXISTS (SELECT FROM pg_catalog.pg_attribute AS a"
        " WHERE a.attrelid = c.oid AND a.attname = %(column)s AND NOT a.attisdropped)))",
        {"relation": guard.relation, "column": guard.column},
    ).fetchone()
    return row is not None and row[0] is True


def _count(connection: psycopg.Connection[Any], guard: Guard, *, limit: int) -> int:
    # Not IS NOT NULL: that is false for a composite value with one NULL in it.
    condition = f" WHERE {identifier(guard.column)} IS DISTINCT FROM NULL" if guard.column else ""
    rows = f"SELECT FROM {guard.relation}{condition} LIMIT {limit}"
    row = send(connection, f"SELECT pg_catalog.count(*) FROM ({rows}) AS counted").fetchone()
    return int(row[0]) if row else 0


def _amount(count: int) -> str:
    return f"more than {_COUNT_LIMIT:,}" if count > _COUNT_LIMIT else f"{count:,}"


def _leave(hazard: Hazard) -> str:
    return f"--allow {shlex.quote(f'{hazard.id}:{hazard.object}')}"


def _nothing_lost(statement: Statement, hazard: Hazard) -> Diagnostic:
    return Diagnostic(
        code="nothing-lost",
        level=Level.NOTE,
        message=f"nothing is in {hazard.object}, so that no --allow {hazard.id} is needed",
        hint="It is looked at once more in the transaction that would lose it.",
        address=statement.address,
        source=statement.source,
    )


def _blocked(lost: list[tuple[Hazard, str]], obstacles: list[str]) -> Blocked:
    lines = [f"  {hazard.id} {text}" for hazard, text in lost] + [f"  {text}" for text in obstacles]
    hints = []
    if lost:
        advice = " ".join(dict.fromkeys(hazard.advice for hazard, _ in lost))
        hints.append(f"{advice} To lose the rows: {' '.join(dict.fromkeys(_leave(hazard) for hazard, _ in lost))}")
    if obstacles:
        hints.append("Correct the rows that stand in the way (a backfill or data_step can do it in the plan).")
    return Blocked(
        "the live rows do not allow this plan; nothing was changed:\n" + "\n".join(lines), hint="\n".join(hints)
    )


def _unanswered(error: psycopg.Error) -> SchemactlError:
    message = f"a question about the live rows was not answered, nothing was changed: {words(error)}"
    if is_in_the_way(error):
        return LockNotObtained(message, hint="Another session locks the table against readers. Run apply again later.")
    if error.sqlstate == "42501":
        return PermissionMissing(message, hint=_NOT_READABLE)
    return ServerError(message, hint=error.diag.message_hint or "Run the question by hand to see what is wrong.")
