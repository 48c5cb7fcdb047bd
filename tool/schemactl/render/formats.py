"""The door of this room: one function per report, whatever the format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from schemactl.errors import UsageError
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport, DriftReport
from schemactl.model.rule import RuleDescription
from schemactl.render import json, markdown, sarif, sql, text
from schemactl.render.escape import commented
from schemactl.render.form import CheckFormat, Format


def render_plan(plan: Plan, form: str, *, colour: bool = False) -> str:
    """Return a plan, or the news that there is nothing to plan. `colour` counts only for text."""
    match chosen := _format(form):
        case Format.TEXT:
            return _lines(text.plan_lines(plan, text.Ink(colour)))
        case Format.SQL:
            return _lines(sql.plan_lines(plan))
        case Format.JSON:
            return json.plan_document(plan)
        case Format.MARKDOWN:
            return markdown.plan_comment(plan)
    assert_never(chosen)


def render_drift(report: DriftReport, form: str, *, colour: bool = False) -> str:
    """Return a drift report. As SQL it is nothing but comments."""
    match chosen := _format(form):
        case Format.TEXT:
            return _lines(text.drift_lines(report, text.Ink(colour)))
        case Format.SQL:
            return _lines(commented(text.drift_lines(report, text.Ink(colour=False))))
        case Format.JSON:
            return json.drift_document(report)
        case Format.MARKDOWN:
            return markdown.drift_comment(report)
    assert_never(chosen)


def render_checks(
    diagnostics: Iterable[Diagnostic], form: str, *, rules: Iterable[RuleDescription] = (), colour: bool = False
) -> str:
    """Return the findings of a lint. `rules` says what they mean, for SARIF.

    Raises:
        UsageError: They were asked for in a format that has no place for them.
    """
    findings = tuple(diagnostics)
    match chosen := _check_format(form):
        case CheckFormat.TEXT:
            return _lines(text.checks_lines(findings, text.Ink(colour)))
        case CheckFormat.JSON:
            return json.checks_document(findings)
        case CheckFormat.MARKDOWN:
            return markdown.checks_comment(findings)
        case CheckFormat.SARIF:
            return sarif.checks_log(findings, rules)
    assert_never(chosen)


def render_apply(report: ApplyReport, plan: Plan, form: str, *, colour: bool = False) -> str:
    """Return what a run of this plan did. As SQL it is nothing but comments."""
    match chosen := _format(form):
        case Format.TEXT:
            return _lines(text.apply_lines(report, plan, text.Ink(colour)))
        case Format.SQL:
            return _lines(commented(text.apply_lines(report, plan, text.Ink(colour=False))))
        case Format.JSON:
            return json.apply_document(report, plan)
        case Format.MARKDOWN:
            return markdown.apply_comment(report, plan)
    assert_never(chosen)


def _format(name: str) -> Format:
    try:
        return Format(name)
    except ValueError:
        raise UsageError(f"there is no format {name!a}", hint=f"Choose one of {', '.join(Format)}.") from None


def _check_format(name: str) -> CheckFormat:
    try:
        return CheckFormat(name)
    except ValueError:
        raise UsageError(
            f"findings cannot be written as {name!a}", hint=f"Choose one of {', '.join(CheckFormat)}."
        ) from None


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
