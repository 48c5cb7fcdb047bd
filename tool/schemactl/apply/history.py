"""What runs leave behind in the live database: tables in a schema of their own.

The intent is committed before the first statement. The result of a transaction group is written in that group's own
transaction, so a row that says ``applied`` proves that its COMMIT happened, whatever became of us afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from schemactl.apply.send import answers_true, query, send, words
from schemactl.errors import PermissionMissing, ServerError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.plan import Plan
from schemactl.model.report import Outcome
from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.model.statement import Statement
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, literal

if TYPE_CHECKING:
    import psycopg

VERSION = 3
"""Version of the tables, in the comment on ``schemactl.run``. `sql/history_<n>.sql` brings the one before there."""

_COMMENT = "runs of schemactl, version "
_MAY_HOLD_PASSWORDS = frozenset({"USER MAPPING", "SERVER", "SUBSCRIPTION"})
_OUTCOMES = {"applied": Outcome.APPLIED, "sent": Outcome.IN_DOUBT, "in doubt": Outcome.IN_DOUBT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A run that was killed, and what its rows say."""

    run_id: int
    started: str
    login: str
    applied: int
    in_doubt: tuple[str, ...]
    statements: int


def find_history(connection: psycopg.Connection[Any]) -> int:
    """Return the version of the history if it is there and ours to write, else 0.

    Raises:
        ServerError: It was written by a newer schemactl, or its schema holds something else of these names.
        PermissionMissing: The login may not use it.
    """
    row = connection.execute(query("history_version")).fetchone()
    found, comment, usable = row or (False, None, False)
    if not found:
        return 0
    version = (comment or "").removeprefix(_COMMENT)
    if not version.isdigit():
        raise ServerError(
            f"the table {HISTORY_SCHEMA}.run is not the history of schemactl",
            hint=f"The schema {HISTORY_SCHEMA} is reserved for it: move what is in there to another one.",
        )
    if int(version) > VERSION:
        raise ServerError(
            f"the history was written by a newer schemactl (version {version} of its tables, we know {VERSION})",
            hint="Update schemactl.",
        )
    if not usable:
        raise PermissionMissing(
            f"the login {connection.info.user} may not write to the history in schema {HISTORY_SCHEMA}",
            hint=f"Grant it USAGE on schema {HISTORY_SCHEMA} and SELECT, INSERT, UPDATE on its tables, "
            "or apply with their owner.",
        )
    return int(version)


def bring_up_history(connection: psycopg.Connection[Any], version: int) -> None:
    """Make the tables what this version of schemactl writes to, in one transaction. No row of them is lost.

    Args:
        connection: The session of the run. `version`: what `find_history` said.

    Raises:
        PermissionMissing: The login may not.
    """
    if version == 0:
        owner = identifier(connection.info.user)
        hint = f"Let the owner of the database run once: CREATE SCHEMA {HISTORY_SCHEMA} AUTHORIZATION {owner};"
        _write_history(connection, query("history"), hint)
    elif version < VERSION:
        steps = "\n".join(query(f"history_{number}") for number in range(version + 1, VERSION + 1))
        _write_history(connection, steps, "Apply once as the owner of its tables.")


def _write_history(connection: psycopg.Connection[Any], commands: str, hint: str) -> None:
    """Run the commands about the tables, after creating their schema unless it is there, and note the version."""
    import psycopg

    send(connection, "BEGIN")
    try:
        # IF NOT EXISTS would ask for the right to create schemas even where the schema is there already.
        if not answers_true(
            connection, f"SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '{HISTORY_SCHEMA}')"
        ):
            send(connection, f"CREATE SCHEMA {HISTORY_SCHEMA}")
        for command in split_statements(commands):
            send(connection, command.text)
        send(connection, f"COMMENT ON TABLE {HISTORY_SCHEMA}.run IS {literal(f'{_COMMENT}{VERSION}')}")
        send(connection, "COMMIT")
    except psycopg.errors.InsufficientPrivilege as error:
        send(connection, "ROLLBACK")
        raise PermissionMissing(
            f"the history of runs cannot be created or brought up to date, nothing was changed: {words(error)}",
            hint=hint,
        ) from error


def close_unfinished(connection: psycopg.Connection[Any]) -> tuple[Diagnostic, ...]:
    """Mark runs that were killed as ended, and say what they had done.

    Call it only under the run lock: it proves that no other run is alive.
    """
    rows = connection.execute(query("unfinished_runs")).fetchall()
    return tuple(
        _remark(Unfinished(run_id=r[0], started=r[1], login=r[2], applied=r[3], in_doubt=tuple(r[4]), statements=r[5]))
        for r in rows
    )


def record_intent(connection: psycopg.Connection[Any], plan: Plan, allow: frozenset[str], operator: str) -> int:
    """Write down, before anything is done, what will be and who wants it; return the key of the run."""
    statements = plan.statements
    groups = [number for number, group in enumerate(plan.groups, start=1) for _ in group.statements]
    row = connection.execute(
        query("record_intent"),
        {
            "tool_version": plan.tool_version,
            "live_fingerprint": plan.live_fingerprint,
            "desired_fingerprint": plan.desired_fingerprint,
            "allowed": sorted(allow),
            "operator": operator,
            "groups": groups,
            "addresses": [str(statement.address) for statement in statements],
            "commands": [_recorded(statement) for statement in statements],
        },
    ).fetchone()
    if row is None:
        raise ServerError("the history gave the run no number", hint="Run apply again.")
    return int(row[0])


def record_sent(connection: psycopg.Connection[Any], run_id: int, position: int) -> None:
    """Write down that a statement outside any transaction is about to be sent: from now on it is in doubt."""
    connection.execute(
        "UPDATE schemactl.statement SET outcome = 'sent', started_at = pg_catalog.clock_timestamp()"
        " WHERE run_id = %s AND position = %s",
        [run_id, position],
    )


def record_wait(connection: psycopg.Connection[Any], run_id: int, position: int, *, tries: int, waited_ms: int) -> None:
    """Write down how often a statement did not get its lock so far, and for how long it has waited."""
    connection.execute(
        "UPDATE schemactl.statement SET tries = %s, waited_ms = %s WHERE run_id = %s AND position = %s",
        [tries, waited_ms, run_id, position],
    )


def record_progress(connection: psycopg.Connection[Any], run_id: int, position: int, elapsed_ms: int) -> None:
    """Write down that a statement in batches is at work, and for how long so far."""
    connection.execute(
        "UPDATE schemactl.statement SET elapsed_ms = %s,"
        " started_at = coalesce(started_at, pg_catalog.clock_timestamp()) WHERE run_id = %s AND position = %s",
        [elapsed_ms, run_id, position],
    )


def record_applied(
    connection: psycopg.Connection[Any], run_id: int, positions: Sequence[int], elapsed_ms: Sequence[int]
) -> None:
    """Write down results; inside a transaction this becomes true together with them."""
    connection.execute(
        "UPDATE schemactl.statement AS s SET outcome = 'applied', elapsed_ms = r.elapsed_ms,"
        " finished_at = pg_catalog.clock_timestamp()"
        " FROM unnest(%s::integer[], %s::integer[]) AS r (position, elapsed_ms)"
        " WHERE s.run_id = %s AND s.position = r.position",
        [list(positions), list(elapsed_ms), run_id],
    )


def recorded_outcomes(connection: psycopg.Connection[Any], run_id: int) -> dict[int, Outcome]:
    """Return what the history says of a run's statements by position."""
    rows = connection.execute(
        "SELECT position, outcome FROM schemactl.statement WHERE run_id = %s ORDER BY position", [run_id]
    ).fetchall()
    return {int(position): _OUTCOMES.get(outcome, Outcome.NOT_APPLIED) for position, outcome in rows}


def record_end(
    connection: psycopg.Connection[Any], run_id: int, outcomes: Sequence[Outcome], *, failure: str = ""
) -> None:
    """Write down how a run ended, unless a later run has done so already."""
    connection.execute(
        query("record_end"),
        {"run_id": run_id, "outcomes": [outcome.value for outcome in outcomes], "failure": failure},
    )


def _recorded(statement: Statement) -> str:
    if statement.address.kind in _MAY_HOLD_PASSWORDS:
        return "(not recorded: its options may hold a password)"
    return statement.sql


def _remark(run: Unfinished) -> Diagnostic:
    doubtful = f"; in doubt: {', '.join(run.in_doubt)}" if run.in_doubt else ""
    return Diagnostic(
        code="unfinished-run",
        level=Level.WARNING,
        message=f"run {run.run_id} of {run.started} by {run.login} did not finish: "
        f"applied {run.applied} of {run.statements}{doubtful}",
        hint="What it left open is part of the new plan."
        + (" What is in doubt and not in the new plan was applied." if run.in_doubt else ""),
    )
