"""What is left to remove once no old code runs any more."""

from __future__ import annotations

import json
from collections.abc import Iterator

from schemactl.model.document import to_document
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase, Statement
from schemactl.postgres.secrets import without_secrets
from schemactl.render.escape import readable
from schemactl.render.text import Ink
from schemactl.render.words import allowances

_BOLD, _DIM, _RED = "1", "2", "31"


def pending(plan: Plan) -> tuple[Statement, ...]:
    """Return the statements of a plan that belong to its contract phase."""
    return tuple(statement for statement in plan.statements if statement.phase is Phase.CONTRACT)


def debt_text(plan: Plan, *, colour: bool = False) -> str:
    """Return the pending statements, what each of them takes away, and the command that runs them."""
    ink = Ink(colour)
    lines = [ink(summary_line(plan), _BOLD)]
    for statement in pending(plan):
        lines += ["", *_lines(statement, ink)]
    if pending(plan):
        allowed = "".join(f" {flag}" for flag in allowances(plan))
        lines += ["", f"When no old code runs any more: schemactl apply --phase contract{allowed}"]
    return "\n".join(lines) + "\n"


def debt_document(plan: Plan) -> str:
    """Return ``{"format": "schemactl-debt/1", "summary": ..., "statements": [...]}``."""
    document = {
        "format": "schemactl-debt/1",
        "summary": summary_line(plan),
        "statements": to_document(pending(plan)),
    }
    return json.dumps(document, indent=2) + "\n"


def summary_line(plan: Plan) -> str:
    """Return the debt in a line."""
    count = len(pending(plan))
    if not count:
        return f"no debt · nothing is left to remove from {plan.database}"
    lost = sum(bool(statement.loses) for statement in pending(plan))
    losing = f" · {lost} lose rows or values" if lost else ""
    return f"{count} {'step' if count == 1 else 'steps'} of the contract phase pending on {plan.database}{losing}"


def _lines(statement: Statement, ink: Ink) -> Iterator[str]:
    sql = readable(without_secrets(statement.sql, statement.address.kind)).splitlines()
    yield f"  {ink(str(statement.address), '')}: {ink(statement.cause, _DIM)}"
    yield from (f"      {line}" for line in sql)
    if statement.loses:
        yield f"      {ink('loses ' + ', '.join(statement.loses), _RED)}"
    if statement.source:
        yield f"      {ink(f'declared in {statement.source}', _DIM)}"
