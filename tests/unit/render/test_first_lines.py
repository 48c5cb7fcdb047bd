"""The first line of every report: people read it and nothing else."""

from __future__ import annotations

import dataclasses
import json

import pytest

from schemactl.errors import UsageError
from schemactl.model.diagnostic import Level
from schemactl.model.hazard import Severity
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport
from schemactl.plan.summary import summary_line
from schemactl.render.form import Format
from schemactl.render.formats import render_apply, render_checks, render_drift, render_plan
from schemactl.render.markdown import MARKER
from tests.unit.builders import PROOF, REWRITE, a_drift, a_group, a_hazard, a_note, a_plan, a_statement, everything

SHARE = RelationLock("public.books", LockMode.SHARE)
WEAK = RelationLock("public.books", LockMode.ROW_EXCLUSIVE)


def a_plan_with(severity: Severity, *locks: RelationLock) -> Plan:
    """Return a plan of one statement with one hazard on public.books."""
    return a_plan(a_group(a_statement(hazards=(a_hazard(severity=severity),), locks=locks)))


@pytest.mark.parametrize("plan", [everything(), a_plan()])
def test_plan_begins_with_its_summary_in_every_format(plan: Plan) -> None:
    """Counts, worst hazard, longest lock and proof come first, whatever the format."""
    summary = summary_line(plan)
    assert render_plan(plan, Format.TEXT).splitlines()[0] == summary
    assert render_plan(plan, Format.SQL).splitlines()[0] == f"-- {summary}"
    assert render_plan(plan, Format.MARKDOWN).splitlines()[0] == MARKER
    assert list(json.loads(render_plan(plan, Format.JSON)).items())[1] == ("summary", summary)


@pytest.mark.parametrize(("form", "line"), [(Format.TEXT, 1), (Format.SQL, 1), (Format.MARKDOWN, 3)])
def test_what_cannot_be_planned_comes_right_after(form: Format, line: int) -> None:
    """Nobody approves a plan without having read what it leaves out."""
    assert "cannot be planned" in render_plan(everything(), form).splitlines()[line]


def test_plan_that_closes_nothing_is_not_called_in_sync() -> None:
    """A database that differs in something that cannot be planned is not in sync, though there is nothing to run."""
    plan = a_plan(diagnostics=(a_note("cannot-plan", level=Level.ERROR, address=None, message="cast x differs"),))
    assert summary_line(plan) == "0 changes · no hazards · no locks · not proven"
    assert "cannot be planned: cast x differs" in render_plan(plan, Format.TEXT)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (a_plan_with(Severity.LOSS), "SC211 removes rows or values of public.books"),
        (a_plan_with(Severity.OUTAGE, REWRITE), "SC211 blocks reads and writes on public.books"),
        (a_plan_with(Severity.OUTAGE, SHARE), "SC211 blocks writes on public.books"),
        (a_plan_with(Severity.OUTAGE, WEAK), "SC211 blocks others on public.books"),
        (a_plan_with(Severity.OUTAGE), "SC211 blocks others on public.books"),
        (a_plan_with(Severity.MAY_FAIL), "SC211 may fail on public.books"),
        (a_plan_with(Severity.AUTHZ), "SC211 changes the rights on public.books"),
        (a_plan_with(Severity.BREAK), "SC211 breaks users of public.books"),
        (a_plan_with(Severity.BRIEF), "SC211 locks for a moment public.books"),
    ],
)
def test_worst_hazard_is_told_by_its_effect(plan: Plan, words: str) -> None:
    """What happens to whom is said in words; a number alone tells nothing."""
    assert f"worst: {words} ·" in summary_line(plan)


def test_worst_hazard_is_the_first_of_the_worst() -> None:
    """The order of severities decides, then the order of the plan."""
    worst = a_hazard("SC101", Severity.LOSS, "public.first")
    hazards = (a_hazard(severity=Severity.BRIEF), worst, a_hazard("SC102", Severity.LOSS, "public.second"))
    plan = a_plan(a_group(a_statement(), a_statement(hazards=hazards)))
    assert "SC101 removes rows or values of public.first" in summary_line(plan)


@pytest.mark.parametrize(
    ("proof", "live_version", "words"),
    [
        (PROOF, 180006, "proven on PostgreSQL 18.6"),
        (PROOF, 160010, "proven on PostgreSQL 18.6, live is 16.10"),
        (dataclasses.replace(PROOF, converged=False), 180001, "PROOF FAILED on PostgreSQL 18.6"),
        (None, 180006, "not proven"),
    ],
)
def test_proof_is_told_with_the_server_it_ran_on(proof: object, live_version: int, words: str) -> None:
    """A proof on another major version than the live one says so."""
    plan = a_plan(a_group(a_statement()), proof=proof, live_version=live_version)
    assert summary_line(plan).endswith(f" · {words}")


def test_run_without_statements_says_so() -> None:
    """An empty plan applied is not an error."""
    report = ApplyReport(run_id=3, results=(), verified=True)
    text = render_apply(report, a_plan(), Format.TEXT)
    assert text == "nothing to apply · the live database is as declared · run 3\n"


def test_no_findings_is_an_answer() -> None:
    """A clean lint says that it is clean."""
    assert render_checks((), Format.TEXT) == "no findings\n"
    assert render_checks((), Format.MARKDOWN) == f"{MARKER}\n**no findings**\n"


def test_findings_have_no_sql() -> None:
    """A format that has no place for findings is refused with the ones that have."""
    with pytest.raises(UsageError) as caught:
        render_checks((), Format.SQL)
    assert "markdown" in caught.value.hint


def test_unknown_format_is_refused() -> None:
    """A format nobody knows is refused with the ones there are."""
    with pytest.raises(UsageError) as caught:
        render_drift(a_drift(), "html")
    assert caught.value.hint == "Choose one of text, sql, json, markdown."
