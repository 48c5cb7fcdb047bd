"""Every event of a run in words and in JSON."""

from __future__ import annotations

import io
import json
import sys
from typing import get_args

import pytest

from schemactl.apply.events import (
    BatchCommitted,
    Event,
    GroupCommitted,
    GroupCommitting,
    GroupStarted,
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
from schemactl.cli.progress import as_json, sentence, teller
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.report import ApplyReport
from tests.unit.builders import a_statement

_STATEMENT = a_statement()
EVENTS: list[tuple[Event, str]] = [
    (WaitingForRun(holder="ann\x1b[2J"), "waiting for another run to end: ann\\x1b[2J"),
    (RunLockObtained(), "no other run works on this database"),
    (Remarked(diagnostic=Diagnostic(code="x", level=Level.NOTE, message="mind\nthis")), "note: mind\\x0athis"),
    (RunStarted(run_id=7, statements=1), "run 7 begins: 1 statement"),
    (GroupStarted(group=1, attempt=1), "group 1 begins"),
    (GroupStarted(group=1, attempt=2), "group 1 begins, attempt 2"),
    (
        StatementStarted(position=2, statement=_STATEMENT),
        f"statement 2: {_STATEMENT.address}, {_STATEMENT.cause}",
    ),
    (StillRunning(position=2, seconds=3.2, doing="reading", percent=40), "statement 2 · 3 s · reading · 40 %"),
    (StatementFinished(position=2, elapsed_ms=1234), "statement 2 done in 1,234 ms"),
    (
        BatchCommitted(
            position=3, relation="public.t", pass_number=1, page=1, pages=2, rows=5, estimate=9, elapsed_ms=1
        ),
        "statement 3 · 50 % of public.t · 5 rows of about 9",
    ),
    (GroupCommitting(group=1), "group 1 is being committed"),
    (GroupCommitted(group=1), "group 1 is committed"),
    (
        Retrying(group=1, attempt=1, position=2, reason="timeout", blockers=("pid 4",), pause_seconds=0.5),
        "group 1 is rolled back and tried again in 0.5 s: statement 2 did not get its lock (timeout, held by pid 4)",
    ),
    (RunEnded(report=ApplyReport(run_id=7, results=(), verified=False)), "run 7 is over"),
]


@pytest.mark.parametrize(("event", "words"), EVENTS, ids=[type(event).__name__ for event, _ in EVENTS])
def test_an_event_is_one_printable_line(event: Event, words: str) -> None:
    """People read a sentence, never the repr of an object; programs read the same with the values."""
    assert sentence(event) == words
    read = json.loads(as_json(event))
    assert (read["event"], read["message"]) == (type(event).__name__, words)
    assert "\n" not in as_json(event)


def test_every_event_has_a_sentence() -> None:
    """An event that is added without words fails here, not in somebody's run."""
    assert {type(event) for event, _ in EVENTS} == set(get_args(Event))


class _Terminal(io.StringIO):
    """A standard error that somebody watches, or nobody."""

    def __init__(self, *, watched: bool) -> None:
        super().__init__()
        self._watched = watched

    def isatty(self) -> bool:
        return self._watched


@pytest.mark.parametrize(
    ("style", "terminal", "shown"),
    [
        (
            "json",
            _Terminal(watched=True),
            '{"event": "GroupCommitted", "message": "group 3 is committed", "group": 3}\n',
        ),
        ("text", _Terminal(watched=True), "\r\x1b[Kgroup 3 is committed\n"),
        ("json", _Terminal(watched=False), ""),
        ("text", _Terminal(watched=False), ""),
    ],
    ids=["json", "words", "json_that_nobody_watches", "words_that_nobody_watches"],
)
def test_only_a_terminal_is_told(monkeypatch: pytest.MonkeyPatch, style: str, terminal: _Terminal, shown: str) -> None:
    """Files and pipes hold errors alone."""
    monkeypatch.setattr(sys, "stderr", terminal)
    teller(style)(GroupCommitted(group=3))
    assert terminal.getvalue() == shown
