"""What `apply` shows while it runs: a sentence per event for people, a JSON object per line for programs."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from schemactl.apply.events import (
    BatchCommitted,
    Event,
    GroupCommitted,
    GroupCommitting,
    GroupStarted,
    OnEvent,
    Remarked,
    Retrying,
    RunEnded,
    RunLockObtained,
    RunStarted,
    StatementFinished,
    StatementStarted,
    StillRunning,
    WaitingForRun,
)
from schemactl.model.printable import printable
from schemactl.postgres.connect import redact


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _retrying(event: Retrying) -> str:
    by = f", held by {', '.join(event.blockers)}" if event.blockers else ""
    return (
        f"group {event.group} is rolled back and tried again in {event.pause_seconds:.1f} s: "
        f"statement {event.position} did not get its lock ({event.reason}{by})"
    )


_SENTENCES: Mapping[type[Event], Callable[[Any], str]] = {
    WaitingForRun: lambda e: f"waiting for another run to end: {e.holder}",
    RunLockObtained: lambda _: "no other run works on this database",
    Remarked: lambda e: f"{e.diagnostic.level}: {e.diagnostic.message}",
    RunStarted: lambda e: f"run {e.run_id} begins: {_count(e.statements, 'statement')}",
    GroupStarted: lambda e: f"group {e.group} begins" + (f", attempt {e.attempt}" if e.attempt > 1 else ""),
    StatementStarted: lambda e: f"statement {e.position}: {e.statement.address}, {e.statement.cause}",
    StillRunning: str,
    StatementFinished: lambda e: f"statement {e.position} done in {e.elapsed_ms:,} ms",
    BatchCommitted: str,
    GroupCommitting: lambda e: f"group {e.group} is being committed",
    GroupCommitted: lambda e: f"group {e.group} is committed",
    Retrying: _retrying,
    RunEnded: lambda e: f"run {e.report.run_id} is over",
}
"""One line per event; a test fails for an event that has none."""


def teller(style: str) -> OnEvent:
    """Return what shows the events of a run on standard error.

    Only on a terminal: elsewhere standard error holds errors alone. With ``json`` each event is one JSON object on a
    line of its own. Otherwise it is a sentence; how far a batch or a long statement is stands in a line that changes.
    """
    return _tell_in_json if style == "json" else _tell_in_words


def sentence(event: Event) -> str:
    """Return what happened, in one line for the person who waits; no name can bring a terminal's commands along."""
    return printable(redact(_SENTENCES[type(event)](event)))


def as_json(event: Event) -> str:
    """Return one line: the name of the event, the sentence, and the values that are numbers or texts themselves."""
    values = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    plain = {name: value for name, value in values.items() if isinstance(value, str | int | float)}
    plain = {name: redact(value) if isinstance(value, str) else value for name, value in plain.items()}
    return json.dumps({"event": type(event).__name__, "message": sentence(event), **plain}, ensure_ascii=False)


def _tell_in_json(event: Event) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{as_json(event)}\n")
        sys.stderr.flush()


def _tell_in_words(event: Event) -> None:
    if sys.stderr.isatty():
        end = "" if isinstance(event, BatchCommitted | StillRunning) else "\n"
        sys.stderr.write(f"\r\x1b[K{sentence(event)}{end}")
        sys.stderr.flush()
