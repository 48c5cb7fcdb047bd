"""Reports as JSON documents. Each names its format and version, then comes the line the other formats begin with."""

from __future__ import annotations

import json
from collections.abc import Iterable

from schemactl.model.diagnostic import Diagnostic
from schemactl.model.document import to_document
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport, DriftReport
from schemactl.plan.codec import encode_plan
from schemactl.render.words import apply_line, checks_line, drift_line


def plan_document(plan: Plan) -> str:
    """Return the document that `apply --plan` reads."""
    return encode_plan(plan)


def drift_document(report: DriftReport) -> str:
    """Return a drift report: ``{"format": "schemactl-drift/1", "summary": ..., "in_sync": ..., "report": {...}}``."""
    return _document("schemactl-drift/1", drift_line(report), in_sync=report.in_sync, report=report)


def checks_document(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the findings of a lint: ``{"format": "schemactl-checks/1", "summary": ..., "findings": [...]}``."""
    findings = tuple(diagnostics)
    return _document("schemactl-checks/1", checks_line(findings), findings=findings)


def apply_document(report: ApplyReport, plan: Plan) -> str:
    """Return a run: format, summary, both fingerprints, ``report`` with the results, ``statements`` they speak of."""
    return _document(
        "schemactl-apply/1",
        apply_line(report),
        live_fingerprint=plan.live_fingerprint,
        desired_fingerprint=plan.desired_fingerprint,
        report=report,
        statements=plan.statements,
    )


def _document(form: str, summary: str, **members: object) -> str:
    values = {name: to_document(value) for name, value in members.items()}
    return json.dumps({"format": form, "summary": summary, **values}, indent=2) + "\n"
