"""The head of a plan: what somebody who has to approve hundreds of statements looks at first.

Pure: in comes a plan, out come some sixty lines. The whole plan is for the formats in `render`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemactl.model.hazard import Severity
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.plan.summary import plural, summary_line
from schemactl.render.text import Ink
from schemactl.render.words import allowances, question_words

WIDTH = 116
"""Longer lines are cut."""

BOLD, DIM, RED, GREEN, YELLOW = "1", "2", "31", "32", "33"

_KINDS_SHOWN = 8
_INDENT = " " * 7
_PHASES = {
    Phase.EXPAND: "add what is new; old code keeps working",
    Phase.MIGRATE: "bring the rows along",
    Phase.CONTRACT: "tighten, and drop what nobody needs any more",
}
_SEVERITIES = {
    Severity.LOSS: "rows or values are removed; refused unless allowed by name",
    Severity.OUTAGE: "others have to wait while rows are read or written again",
    Severity.MAY_FAIL: "may fail on the rows that are there",
    Severity.AUTHZ: "who may read or change rows is altered",
    Severity.BREAK: "users of the object have to change with it",
}


def excerpt(plan: Plan, ink: Ink) -> Iterator[str]:
    """Yield the head of a plan: its first line, counts, moves, merges, hazards and questions."""
    yield from (ink(part, BOLD) for part in _folded(summary_line(plan)))
    yield from ("", *_counts(plan))
    numbered = list(enumerate(plan.statements, 1))
    yield from ("", ink("tables that move", BOLD))
    for number, statement in numbered:
        if statement.verb is Verb.MOVE and statement.address.kind == "TABLE":
            yield f"{number:>5}  {cut(statement.sql, 60):<62}{ink(str(statement.source or ''), DIM)}"
    yield from ("", ink("rows that are merged and brought along", BOLD))
    for number, statement in numbered:
        if statement.phase is Phase.MIGRATE:
            yield from _statement(number, statement, ink)
    yield from _hazards(plan, ink)


def cut(text: str, width: int = WIDTH - len(_INDENT)) -> str:
    """Return a text on one line, dots in place of its end when it is too long."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def _folded(summary: str) -> Iterator[str]:
    """Yield the parts of a summary, as many on a line as fit."""
    line = ""
    for part in summary.split(" · "):
        if line and len(line) + len(part) > WIDTH:
            yield line
            line = f"  {part}"
        else:
            line = f"{line} · {part}" if line else part
    yield line


def _counts(plan: Plan) -> Iterator[str]:
    kinds = Counter(change.address.kind.lower() for change in plan.changes)
    named = kinds.most_common(_KINDS_SHOWN)
    rest = kinds.total() - sum(count for _, count in named)
    words = [f"{count} {kind}" for kind, count in named]
    yield f"  changes     {', '.join(words)}, {rest} other"
    transactions = sum(group.transactional for group in plan.groups)
    yield f"  statements  {len(plan.statements):,} in {plural(transactions, 'transaction')}"
    phases = Counter(statement.phase for statement in plan.statements)
    yield from (f"{phases[phase]:>19} {phase:<8}  {meaning}" for phase, meaning in _PHASES.items())


def _statement(number: int, statement: Statement, ink: Ink) -> Iterator[str]:
    yield f"{number:>5}  {ink(cut(statement.sql), '')}"
    place = f" · {statement.source}" if statement.source else ""
    yield f"{_INDENT}{ink(cut(f'{statement.cause}{place}'), DIM)}"


def _hazards(plan: Plan, ink: Ink) -> Iterator[str]:
    yield from ("", ink("hazards", BOLD))
    counts = Counter(hazard.severity for hazard in plan.hazards)
    for severity, meaning in _SEVERITIES.items():
        if counts[severity]:
            style = RED if severity is Severity.LOSS else YELLOW
            yield f"{counts[severity]:>5}  {ink(f'{severity:<9}', style)} {meaning}"
    yield from (f"{_INDENT}{' ' * 10}{flag}" for flag in allowances(plan))
    if plan.preflight:
        yield from ("", ink("asked of the live database before the first statement", BOLD))
        yield from (f"    ?  {ink(question_words(question), '')}" for question in plan.preflight)
