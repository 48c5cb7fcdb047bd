"""First lines of the reports that are not plans, and what several formats say in the same words."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.plan import Change, Plan, PreflightQuestion, TransactionGroup
from schemactl.model.printable import printable
from schemactl.model.report import ApplyReport, DriftReport, Outcome
from schemactl.model.statement import Phase, Statement
from schemactl.plan.boundaries import why_apart
from schemactl.plan.summary import counted, plural

DRIFT_SIGNS = {"+": "not declared", "-": "missing", "~": "changed"}
"""What a sign says about the live database."""

BATCHES = "many small transactions, each of about 200 ms; stopped in between, apply goes on where it ended"
"""What is said of a statement whose rows are done in batches."""

_LEVELS = tuple(Level)
_FOLDED_CODE = "column-order"
_FOLDED_FROM = 4
_NAMED_WHEN_FOLDED = 3
_PARTS_SHOWN = 6


class Section(NamedTuple):
    """The statements of one transaction, with the position of the first in the plan, and why it is one of its own."""

    heading: str
    first: int
    statements: tuple[Statement, ...]
    why: str = ""


def sections(plan: Plan) -> Iterator[Section]:
    """Yield the statements of a plan by transaction; the heading names the phases found in it."""
    total = sum(group.transactional for group in plan.groups)
    number, position = 0, 1
    for before, group in zip((None, *plan.groups), plan.groups, strict=False):
        number += group.transactional
        name = f"transaction {number} of {total}" if group.transactional else _outside(group)
        phases = {statement.phase for statement in group.statements}
        heading = f"{name} · {' and '.join(p for p in Phase if p in phases)}"
        yield Section(heading, position, group.statements, why_apart(group, before))
        position += len(group.statements)


def _outside(group: TransactionGroup) -> str:
    return "in batches" if any(s.batches for s in group.statements) else "outside a transaction"


def fold(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, worst first, many notes about the order of columns folded into one."""
    everything = tuple(sorted(diagnostics, key=lambda diagnostic: _LEVELS.index(diagnostic.level)))
    same = [d for d in everything if d.code == _FOLDED_CODE]
    if len(same) < _FOLDED_FROM:
        return everything
    names = [f"{d.address.schema}.{d.address.name}" if d.address else d.message for d in same]
    more = len(names) - _NAMED_WHEN_FOLDED
    folded = Diagnostic(
        code=_FOLDED_CODE,
        level=same[0].level,
        message=f"the columns of {len(names)} tables stand in another order than declared: "
        f"{', '.join(names[:_NAMED_WHEN_FOLDED])} and {more} more",
        hint=same[0].hint,
    )
    return (*(d for d in everything if d.code != _FOLDED_CODE), folded)


def question_words(question: PreflightQuestion) -> str:
    """Return what a preflight question asks, before anybody knows the number."""
    return question.message.replace("{count}", "n")


def allowances(plan: Plan) -> tuple[str, ...]:
    """Return the flags that allow what `apply` refuses: ``--allow SC101:public.documents``.

    People paste them into a shell, so a name that means something to a shell is quoted.
    """
    blocking = (printable(f"{hazard.id}:{hazard.object}") for hazard in plan.hazards if hazard.blocking)
    return tuple(dict.fromkeys(f"--allow {shlex.quote(allowed)}" for allowed in blocking))


def drift_line(report: DriftReport) -> str:
    """Return the first line of a drift report."""
    found = "in sync" if report.in_sync else f"drift: {counted(report.changes, 'difference')}"
    return printable(f"{found} · {report.database} · observed {report.observed_at.isoformat(timespec='seconds')}")


def checks_line(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the first line of a lint's report: ``1 error · 2 warnings``."""
    levels = [diagnostic.level for diagnostic in diagnostics]
    return " · ".join(plural(levels.count(level), level) for level in Level if level in levels) or "no findings"


def apply_line(report: ApplyReport) -> str:
    """Return the first line of a run's report."""
    outcomes = [result.outcome for result in report.results]
    applied, total = outcomes.count(Outcome.APPLIED), len(outcomes)
    seconds = sum(result.elapsed_ms for result in report.results) / 1000
    parts = [f"applied {applied} of {plural(total, 'statement')} in {seconds:.1f} s" if total else "nothing to apply"]
    if applied < total:
        left = (Outcome.IN_DOUBT, Outcome.NOT_APPLIED)
        parts = ["STOPPED", *parts, *(f"{outcomes.count(o)} {o}" for o in left if o in outcomes)]
    verified = "the live database is as declared" if report.verified else "NOT VERIFIED"
    return " · ".join((*parts, verified, f"run {report.run_id}"))


def parts_words(change: Change, otherwise: str = "") -> str:
    """Return what differs inside an object, after a colon; the other words where nothing is known of its inside."""
    shown = "; ".join(change.parts[:_PARTS_SHOWN])
    more = len(change.parts) - _PARTS_SHOWN
    text = f"{shown} and {more} more" if more > 0 else shown or otherwise
    return f": {text}" if text else ""
