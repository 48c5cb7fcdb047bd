"""What each report looks like, whole, in every format. The goldens are also the examples of the manual."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemactl.model.report import ApplyReport, DriftReport, Outcome
from schemactl.render.form import Format
from schemactl.render.formats import render_apply, render_checks, render_drift, render_plan
from tests.unit.builders import a_drift, a_plan, a_run, everything, in_batches

SUFFIXES = {Format.TEXT: "txt", Format.SQL: "sql", Format.JSON: "json", Format.MARKDOWN: "md"}
Check = Callable[[str, str], None]

STOPPED = a_run(
    Outcome.APPLIED, Outcome.APPLIED, Outcome.IN_DOUBT, Outcome.NOT_APPLIED, Outcome.NOT_APPLIED, verified=False
)
DONE = a_run(*[Outcome.APPLIED] * 5, verified=True)
NO_DRIFT = DriftReport(observed_at=a_drift().observed_at, database="app", changes=(), details=())


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    ("name", "plan"), [("everything", everything()), ("in_sync", a_plan()), ("batches", in_batches())]
)
def test_plan_reads_as_agreed(name: str, plan: object, form: Format, golden: Check) -> None:
    """A plan with everything a plan can hold, an empty one, and one with batches read as the golden says."""
    golden(f"plan_{name}.{SUFFIXES[form]}", render_plan(plan, form))  # type: ignore[arg-type]


def test_plan_reads_as_agreed_in_colour(golden: Check) -> None:
    """Colour is asked for, never guessed."""
    golden("plan_everything.ansi.txt", render_plan(everything(), Format.TEXT, colour=True))


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(("name", "report"), [("found", a_drift()), ("none", NO_DRIFT)])
def test_drift_reads_as_agreed(name: str, report: DriftReport, form: Format, golden: Check) -> None:
    """A drift report with a difference of each sign, and one without any, read as the golden says."""
    golden(f"drift_{name}.{SUFFIXES[form]}", render_drift(report, form))


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(("name", "report"), [("done", DONE), ("stopped", STOPPED)])
def test_run_reads_as_agreed(name: str, report: ApplyReport, form: Format, golden: Check) -> None:
    """A run that went through, and one that stopped half-way, read as the golden says."""
    golden(f"apply_{name}.{SUFFIXES[form]}", render_apply(report, everything(), form))


@pytest.mark.parametrize("form", [Format.TEXT, Format.JSON, Format.MARKDOWN])
def test_findings_read_as_agreed(form: Format, golden: Check) -> None:
    """Findings of a lint read as the golden says, the worst first."""
    golden(f"checks.{SUFFIXES[form]}", render_checks(everything().diagnostics, form))
