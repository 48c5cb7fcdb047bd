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
from schemactl.model.hazard import BLOCKING, Hazard
from schemactl.model.plan import Plan, PreflightQuestion
from schemactl.model.statement import SHOWN_ROWS, Statement
from schemactl.postgres.quoting import identifier, qualified

if TYPE_CHECKING:
    import psycopg

_COUNT_LIMIT = 10_000
_DOES_NOT_FIT = frozenset({"22", "23"})
"""Classes of errors that values raise: data exceptions and violated constraints (PostgreSQL manual, Error Codes)."""
_NOT_READABLE = (
    "Apply with the login that owns the tables. One with FORCE ROW LEVEL SECURITY hides rows even from its owner: "
    "to count them all the login needs BYPASSRLS."
)
_COUNTED = frozenset({"SC101", "SC102", "SC104", "SC107"})
"""Drops of a table, a partition and a column, and narrower types; other losses cannot be counted: they need leave."""


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
        diagnostics: Losses that are none because there is nothing to lose, and leave that the plan does not need.
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
    import psycopg

    try:
        row = send(connection, question.sql).fetchone()
    except psycopg.Error as error:
        if (error.sqlstate or "")[:2] not in _DOES_NOT_FIT:
            raise
        # A value that cannot be converted or checked: the statement would be answered the same.
        send(connection, "ROLLBACK")
        send(connection, "BEGIN READ ONLY")
        return f"{question.address}: {question.message.replace('{count}', 'some')}: {words(error)}"
    count = int(row[0] or 0) if row else 0
    if not count:
        return ""
    said = question.message.replace("{count}", _amount(count))
    return f"{question.address}: {said}{_shown(connection, question, count)}"


def _shown(connection: psycopg.Connection[Any], question: PreflightQuestion, count: int) -> str:
    """Return what a few of the rows can be found by, in brackets; nothing when that cannot be read."""
    import psycopg

    if not question.examples:
        return ""
    try:
        rows = send(connection, question.examples).fetchmany(SHOWN_ROWS)
    except psycopg.Error:
        send(connection, "ROLLBACK")
        send(connection, "BEGIN READ ONLY")
        return ""
    return f" ({', '.join(str(row[0]) for row in rows)}{', ...' if count > len(rows) else ''})" if rows else ""


def _weigh(connection: psycopg.Connection[Any], plan: Plan, allow: frozenset[str], obstacles: list[str]) -> Clearance:
    """Sort the blocking hazards into lost rows and nothing lost; raise when anything is in the way."""
    guards: dict[int, tuple[Guard, ...]] = {}
    diagnostics: list[Diagnostic] = []
    lost: list[tuple[Hazard, str]] = []
    for position, statement in enumerate(plan.statements, start=1):
        for hazard in _unallowed(statement, allow):
            direct = next((found for part in statement.parts if (found := _guard(part, hazard))), None)
            guard = direct or _guard_of_stored(connection, statement, hazard)
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
    needless = _needless(plan, allow)
    if lost or obstacles:
        raise _blocked(lost, obstacles, needless)
    return Clearance(guards=guards, diagnostics=(*diagnostics, *needless))


def _unallowed(statement: Statement, allow: frozenset[str]) -> Iterator[Hazard]:
    for hazard in statement.hazards:
        if hazard.blocking and hazard.id not in allow and f"{hazard.id}:{hazard.object}" not in allow:
            yield hazard


def _needless(plan: Plan, allow: frozenset[str]) -> tuple[Diagnostic, ...]:
    """Name what is allowed for one object and is no hazard of the plan: a slip of the pen, or leave that was used."""
    hazards = {f"{hazard.id}:{hazard.object}" for statement in plan.statements for hazard in statement.hazards}
    return tuple(
        Diagnostic(
            code="allowed-needlessly",
            level=Level.NOTE,
            message=f"{allowed} is allowed, but this plan has no such hazard",
            hint="Leave it out, or correct the name: it is written as the plan's report writes it.",
        )
        for allowed in sorted(allow - hazards)
        if ":" in allowed
    )


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


def _blocked(lost: list[tuple[Hazard, str]], obstacles: list[str], needless: tuple[Diagnostic, ...]) -> Blocked:
    lines = [f"  {hazard.id} {text}" for hazard, text in lost] + [f"  {text}" for text in obstacles]
    hints = []
    if lost:
        advice = " ".join(dict.fromkeys(hazard.advice for hazard, _ in lost))
        aim = "To lose the rows" if any(hazard.severity in BLOCKING for hazard, _ in lost) else "To do it all the same"
        hints.append(f"{advice} {aim}: {' '.join(dict.fromkeys(_leave(hazard) for hazard, _ in lost))}")
    if obstacles:
        hints.append("Correct the rows that stand in the way (a backfill or data_step can do it in the plan).")
    hints += [f"{note.message}." for note in needless]
    rows = obstacles or any(hazard.severity in BLOCKING for hazard, _ in lost)
    who = "live rows" if rows else "settings"
    return Blocked(
        f"the {who} do not allow this plan; nothing was changed:\n" + "\n".join(lines), hint="\n".join(hints)
    )


def _unanswered(error: psycopg.Error) -> SchemactlError:
    message = f"a question about the live rows was not answered, nothing was changed: {words(error)}"
    if is_in_the_way(error):
        return LockNotObtained(message, hint="Another session locks the table against readers. Run apply again later.")
    if error.sqlstate == "42501":
        return PermissionMissing(message, hint=_NOT_READABLE)
    return ServerError(message, hint=error.diag.message_hint or "Run the question by hand to see what is wrong.")
