"""Earlier runs for people and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from schemactl.model.document import to_document
from schemactl.model.history import History, PastRun, PastStatement
from schemactl.render.escape import readable
from schemactl.render.text import Ink

_BOLD, _DIM, _RED, _GREEN, _YELLOW = "1", "2", "31", "32", "33"
_COLOURS = {"applied": _GREEN, "failed": _RED, "killed": _RED, "in doubt": _RED}
_MINUTE = 60


def history_text(history: History, *, colour: bool = False) -> str:
    """Return a list of runs, or one run with its statements."""
    ink = Ink(colour)
    lines = [ink(summary_line(history), _BOLD)]
    for run in history.runs:
        lines += [*_run(run, ink), ""] if history.statements else [_row(run, ink)]
    lines += [line for statement in history.statements for line in _statement(statement, ink)]
    return "\n".join(lines) + "\n"


def history_document(history: History) -> str:
    """Return ``{"format": "schemactl-history/1", "summary": ..., "history": {...}}``."""
    document = {
        "format": "schemactl-history/1",
        "summary": summary_line(history),
        "history": to_document(history),
    }
    return json.dumps(document, indent=2) + "\n"


def summary_line(history: History) -> str:
    """Return the history in a line."""
    if not history.kept:
        return f"no history in {history.database}: schemactl has not changed it yet"
    if history.statements:
        [run] = history.runs
        return f"run {run.id} on {history.database} · {run.outcome} · {_counted(run)}"
    count = len(history.runs)
    return f"history of {history.database} · {count} {'run' if count == 1 else 'runs'}"


def _row(run: PastRun, ink: Ink) -> str:
    parts = [f"{run.started_at:%Y-%m-%d %H:%M} UTC", ink(f"{run.outcome:<7}", _COLOURS.get(run.outcome, _YELLOW))]
    parts += [_counted(run), _duration(run), _waited(run.waited_ms), f"by {_who(run)}"]
    return f"  {run.id:>4}  " + "  ".join(part for part in parts if part)


def _run(run: PastRun, ink: Ink) -> Iterator[str]:
    facts = {
        "started": f"{run.started_at:%Y-%m-%d %H:%M:%S} UTC",
        "took": _duration(run) or "its end is not known",
        "waited": _waited(run.waited_ms).removeprefix("waited "),
        "by": _who(run),
        "with": f"schemactl {run.tool_version}",
        "allowed": ", ".join(run.allowed),
        "from": run.live_fingerprint,
        "to": run.desired_fingerprint,
        "failure": run.failure,
    }
    yield from (f"  {name:<8} {ink(value, '')}" for name, value in facts.items() if value)


def _statement(statement: PastStatement, ink: Ink) -> Iterator[str]:
    took = f"{statement.elapsed_ms} ms" if statement.elapsed_ms is not None and statement.outcome == "applied" else ""
    tried = f"{statement.tries} tries without a lock" if statement.tries else ""
    outcome = ink(statement.outcome, _COLOURS.get(statement.outcome, _YELLOW))
    about = " · ".join(part for part in (outcome, took, tried, _waited(statement.waited_ms)) if part)
    yield f"  {statement.position:>4}  {about} · transaction {statement.group} · {ink(statement.address, _DIM)}"
    yield from (f"        {line}" for line in readable(statement.command).splitlines())


def _counted(run: PastRun) -> str:
    return f"{run.applied} of {run.statements} statements"


def _duration(run: PastRun) -> str:
    if run.ended_at is None:
        return ""
    seconds = (run.ended_at - run.started_at).total_seconds()
    return f"{seconds:.1f} s" if seconds < _MINUTE else f"{seconds / _MINUTE:.1f} min"


def _waited(milliseconds: int) -> str:
    return f"waited {milliseconds / 1000:.1f} s for locks" if milliseconds else ""


def _who(run: PastRun) -> str:
    return f"{run.login} ({run.operator})" if run.operator else run.login
