"""A failed run in words: what happened, at which statement, and what is applied, not applied and in doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from schemactl.apply.progress import Progress, Run
from schemactl.apply.send import is_in_the_way, is_lost, words
from schemactl.errors import ConnectionFailed, LockNotObtained, PermissionMissing, SchemactlError, ServerError
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.report import Outcome

if TYPE_CHECKING:
    import psycopg

_AGAIN = "Run apply again: it plans from what is there then."
_ROWS = "Rows that are there break it. Correct them (a data_step can do it in the plan), then run apply again."
_HINTS = {
    "23502": "Rows that are there have no value. Declare a backfill, then run apply again.",
    "23503": _ROWS,
    "23505": _ROWS,
    "23514": _ROWS,
    "23P01": _ROWS,
    "42501": "Apply with the login that owns the object.",
    "53100": "Free some disk space, then run apply again.",
    "57014": "It took longer than the statement timeout, or somebody cancelled it. Run apply again, with more time.",
}


def before_the_run(connection: psycopg.Connection[Any], error: psycopg.Error) -> SchemactlError:
    """Return the error for a database error before the first statement."""
    message = f"the run could not begin, nothing was changed: {words(error)}"
    if is_lost(connection, error):
        return ConnectionFailed(message, hint="Run apply again.")
    if is_in_the_way(error):
        return LockNotObtained(message, hint="Another session locks the history of runs. Run apply again later.")
    if error.sqlstate == "42501":
        return PermissionMissing(message, hint="The login needs the rights of the owner of the history of runs.")
    return ServerError(message, hint=error.diag.message_hint or "Correct the cause, then run apply again.")


def explain(run: Run, progress: Progress, error: psycopg.Error | SchemactlError | KeyboardInterrupt) -> SchemactlError:
    """Return the error a run ends with."""
    if isinstance(error, SchemactlError):
        return error
    if isinstance(error, KeyboardInterrupt):
        return SchemactlError(f"stopped by Ctrl-C at {_where(run, progress)}", hint=_AGAIN)
    where = _where(run, progress)
    if is_lost(run.connection, error):
        return ConnectionFailed(f"the connection was lost at {where}: {words(error)}", hint=_AGAIN)
    return ServerError(
        f"{where} failed: {words(error)}",
        hint=error.diag.message_hint or _HINTS.get(error.sqlstate or "", "Correct the cause, then run apply again."),
        source=run.statement(progress.position).source if progress.position else None,
    )


def with_summary(reason: SchemactlError, progress: Progress) -> SchemactlError:
    """Return the same error, saying also what is applied, not applied and in doubt."""
    doubtful = Outcome.IN_DOUBT in progress.outcomes
    advice = "What is in doubt is applied unless `schemactl diff` still shows it." if doubtful else ""
    return type(reason)(
        f"{reason.message}\n{progress.summary}",
        hint=" ".join(part for part in (reason.hint, advice) if part),
        source=reason.source,
    )


def made_up(reason: SchemactlError) -> Diagnostic:
    """Return the remark on an answer that was lost although everything was applied."""
    return Diagnostic(
        code="answer-lost",
        level=Level.WARNING,
        message=f"{reason.message}; asked again, the server says that everything was applied",
    )


def _where(run: Run, progress: Progress) -> str:
    if not progress.position:
        return "the start of the run"
    statement = run.statement(progress.position)
    number = f"statement {progress.position} of {len(run.plan.statements)}"
    if progress.unanswered and run.is_transactional(progress.position):
        return f"COMMIT after {number}"
    return f"{number} ({statement.address}: {statement.cause})"
