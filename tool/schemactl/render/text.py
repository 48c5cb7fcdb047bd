"""Reports for a terminal. Colour is plain ANSI, only when asked for; SQL is shown for reading, nothing hidden in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.hazard import Hazard, Severity
from schemactl.model.plan import Plan
from schemactl.model.printable import printable
from schemactl.model.report import ApplyReport, DriftReport, Outcome
from schemactl.model.statement import Statement
from schemactl.plan.summary import lock_words, summary_line, unplanned_line
from schemactl.postgres.secrets import without_secrets
from schemactl.render.escape import hidden_characters, readable
from schemactl.render.words import (
    BATCHES,
    DRIFT_SIGNS,
    allowances,
    apply_line,
    checks_line,
    drift_line,
    fold,
    parts_words,
    question_words,
    sections,
)

_BOLD, _DIM, _RED, _GREEN, _YELLOW, _CYAN = "1", "2", "31", "32", "33", "36"
_SIGNS = {"+": _GREEN, "-": _RED, "~": _YELLOW}
_LEVELS = {Level.ERROR: _RED, Level.WARNING: _YELLOW, Level.NOTE: _CYAN}
_OUTCOMES = {Outcome.APPLIED: _GREEN, Outcome.IN_DOUBT: _RED, Outcome.NOT_APPLIED: _YELLOW}
_SEVERE = frozenset({Severity.LOSS, Severity.OUTAGE})
_LABEL = 8


@dataclass(frozen=True, slots=True)
class Ink:
    """Writes in colour, or does not.

    Attributes:
        colour: Whether ANSI escapes are wanted.
    """

    colour: bool

    def __call__(self, text: str, style: str) -> str:
        """Return the text in a style, made printable first: the only escapes in a report are ours."""
        safe = printable(text)
        return f"\x1b[{style}m{safe}\x1b[0m" if self.colour and safe else safe


def plan_lines(plan: Plan, ink: Ink) -> Iterator[str]:
    """Yield a plan: summary, changes, statements by transaction, questions, remarks."""
    yield ink(summary_line(plan), _BOLD)
    if unplanned_line(plan):
        yield ink(unplanned_line(plan), _RED)
    if plan.changes:
        yield from ("", ink(f"changes to {plan.database}", _BOLD))
        yield from (
            f"  {ink(change.sign, _SIGNS[change.sign])} {printable(str(change.address) + parts_words(change))}"
            for change in plan.changes
        )
    for section in sections(plan):
        yield from ("", ink(section.heading, _BOLD))
        if section.why:
            yield ink(section.why, _DIM)
        for number, statement in enumerate(section.statements, section.first):
            yield from _statement(number, statement, ink)
    yield from _before_and_allow(plan, ink)
    yield from _remarks(plan.diagnostics, ink)


def drift_lines(report: DriftReport, ink: Ink) -> Iterator[str]:
    """Yield a drift report: summary, differences, their definitions side by side, remarks."""
    yield ink(drift_line(report), _BOLD)
    if report.changes:
        yield ""
    for change in report.changes:
        words = printable(str(change.address) + parts_words(change, DRIFT_SIGNS[change.sign]))
        yield f"  {ink(change.sign, _SIGNS[change.sign])} {words}"
    for address, difference in report.details:
        yield from ("", ink(address, _BOLD))
        yield from (_definition_line(line, ink) for line in readable(difference).splitlines())
    yield from _remarks(report.diagnostics, ink)


def checks_lines(diagnostics: tuple[Diagnostic, ...], ink: Ink) -> Iterator[str]:
    """Yield the findings of a lint, each beginning with the place an editor can jump to."""
    yield ink(checks_line(diagnostics), _BOLD)
    for diagnostic in fold(diagnostics):
        yield from _diagnostic(diagnostic, ink)


def apply_lines(report: ApplyReport, plan: Plan, ink: Ink) -> Iterator[str]:
    """Yield what a run did: summary, one line per statement, remarks."""
    yield ink(apply_line(report), _BOLD)
    for result in report.results:
        statement = plan.statements[result.position - 1]
        outcome = ink(f"{result.outcome:<11}", _OUTCOMES[result.outcome])
        what = printable(f"{statement.verb} {statement.address}")
        yield f"  {result.position:>3}  {outcome} {result.elapsed_ms:>7,} ms  {what}"
        if result.outcome is Outcome.IN_DOUBT:
            shown = without_secrets(statement.sql, statement.address.kind)
            yield from (f"       {line}" for line in readable(shown).splitlines())
    yield from _remarks(report.diagnostics, ink)


def _definition_line(line: str, ink: Ink) -> str:
    style = _SIGNS.get(line[:1])
    return f"    {ink(line, style) if style else line}".rstrip()


def _statement(number: int, statement: Statement, ink: Ink) -> Iterator[str]:
    shown = without_secrets(statement.sql.strip(), statement.address.kind)
    first, *rest = readable(f"{shown};").split("\n")
    yield f"{number:>4}  {first}"
    yield from (f"      {line}".rstrip() for line in rest)
    yield _fact("cause", _cause(statement), ink)
    if statement.source:
        yield _fact("from", str(statement.source), ink)
    yield from (_fact("lock", lock_words(lock), ink) for lock in statement.locks)
    if statement.batches:
        yield _fact("batches", BATCHES, ink)
    if statement.verify:
        yield _fact("check", " ".join(statement.verify.split()), ink)
    if hidden := hidden_characters(statement.sql):
        yield _fact("beware", f"it holds characters that do not show, written as escapes here: {hidden}", ink, _RED)
    for hazard in statement.hazards:
        yield from _hazard(hazard, ink)


def _hazard(hazard: Hazard, ink: Ink) -> Iterator[str]:
    """Yield a hazard with its advice; a brief lock has been said by the line of the lock."""
    if hazard.waived:
        yield _fact(hazard.id, f"waived: {hazard.waived}", ink)
    elif hazard.blocking or not (hazard.for_the_record or hazard.severity is Severity.BRIEF):
        style = _RED if hazard.severity in _SEVERE or hazard.blocking else _YELLOW
        yield _fact(hazard.id, f"{hazard.severity}: {hazard.message}", ink, style)
        yield _fact("", hazard.advice, ink)


def _cause(statement: Statement) -> str:
    """Return why it is in the plan, with the object's name unless the reason gives it."""
    name = str(statement.address)
    return statement.cause if name in statement.cause else f"{statement.cause} ({name})"


def _fact(label: str, text: str, ink: Ink, style: str = _DIM) -> str:
    return f"        {ink(label.ljust(_LABEL), style)}{printable(text)}"


def _before_and_allow(plan: Plan, ink: Ink) -> Iterator[str]:
    if plan.preflight:
        yield from ("", ink("asked of the live database first", _BOLD))
        yield from (f"  ? {printable(question_words(question))}" for question in plan.preflight)
    if flags := allowances(plan):
        yield from ("", ink("refused until allowed by name", _BOLD))
        yield from (f"  {flag}" for flag in flags)


def _remarks(diagnostics: Iterable[Diagnostic], ink: Ink) -> Iterator[str]:
    folded = fold(diagnostics)
    if folded:
        yield ""
    for diagnostic in folded:
        yield from _diagnostic(diagnostic, ink)


def _diagnostic(diagnostic: Diagnostic, ink: Ink) -> Iterator[str]:
    place = f"{printable(str(diagnostic.source))}: " if diagnostic.source else ""
    level = ink(diagnostic.level, _LEVELS[diagnostic.level])
    yield f"{place}{level}: {printable(diagnostic.message)} [{printable(diagnostic.code)}]"
    if diagnostic.hint:
        yield f"    {printable(diagnostic.hint)}"
