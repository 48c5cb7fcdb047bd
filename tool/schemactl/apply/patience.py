"""How long to stay away after another session was in the way, and what to say when it always is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.apply.clock import jittered
from schemactl.apply.progress import Progress, Run
from schemactl.apply.send import words
from schemactl.errors import LockNotObtained

if TYPE_CHECKING:
    import psycopg

_PAUSE_PER_LOCK_TIMEOUT = 4.0
_GROWTH = 1.5


def pause(run: Run, attempt: int) -> float:
    """Return for how many seconds to stay away after a failed try; the pauses grow up to a limit."""
    shortest = run.options.lock_timeout.total_seconds() * _PAUSE_PER_LOCK_TIMEOUT
    longest = max(run.options.longest_pause.total_seconds(), shortest)
    return jittered(min(shortest * _GROWTH ** (attempt - 1), longest), run.clock)


def given_up(run: Run, progress: Progress, error: psycopg.Error, blockers: tuple[str, ...]) -> LockNotObtained:
    """Return the error for a statement that did not get its lock at any try."""
    statement = run.statement(progress.position)
    who = ", ".join(blockers) or "unknown sessions (the login may not see them)"
    tries = run.options.lock_tries
    return LockNotObtained(
        f"statement {progress.position} ({statement.address}) did not get its lock in {tries} "
        f"{'try' if tries == 1 else 'tries'}: {words(error)}. In the way: {who}",
        hint="Wait for them or end them, then run apply again. No other session queued behind us for long.",
        source=statement.source,
    )
