"""What `apply` shows and asks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from schemactl.cli import output
from schemactl.errors import CannotPlan, UsageError
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase
from schemactl.settings import Settings

if TYPE_CHECKING:
    from schemactl.apply.events import Event


def run_apply(
    url: str, desired: str, plan_file: Path | None, settings: Settings, *, phase: Phase | None, yes: bool, style: str
) -> None:
    """Plan, show, ask, apply, report; the exit code is zero when all went well.

    Raises:
        SchemactlError: Anything that went wrong; the message says what was applied.
        typer.Exit: With code 0 when the person says no.
    """
    from schemactl import pipeline
    from schemactl.render.formats import render_apply, render_plan

    def confirm(plan: Plan) -> bool:
        if plan.unplanned:
            output.show(render_plan(plan, style, colour=output.wants_colour()))
            raise CannotPlan(
                f"{len(plan.unplanned)} differences cannot be planned, so nothing is applied",
                hint="They are named above. Resolve them first; `schemactl diff` shows the rest of the plan.",
            )
        if not yes and not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm the plan", hint="Give --yes to apply it without asking.")
        if style == "text":
            output.show(render_plan(plan, style, colour=output.wants_colour()))
        return yes or typer.confirm("Apply this plan?", err=True)

    if plan_file and phase:
        raise UsageError("a plan file says itself with which phase it ends", hint="Leave --phase out.")
    plan = read_plan(plan_file) if plan_file else None
    request = pipeline.ApplyRequest(live=url, desired=desired, plan=plan, confirm=confirm, on_event=tell, phase=phase)
    plan, report = pipeline.apply(request, settings, output.say)
    if report is not None:
        output.show(render_apply(report, plan, style))
    elif plan.empty:
        output.show(render_plan(plan, style))


def read_plan(path: Path) -> Plan:
    """Return the plan a file holds; UsageError when it cannot be read."""
    from schemactl.plan.codec import decode_plan

    try:
        return decode_plan(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}", hint="Write one with `schemactl diff --out FILE`.") from error


def tell(event: Event) -> None:
    """Show one event of a run to the person at the terminal; how far batches are, in one line that changes."""
    from schemactl.apply.events import BatchCommitted

    if sys.stderr.isatty():
        end = "" if isinstance(event, BatchCommitted) else "\n"
        sys.stderr.write(f"\r\x1b[K{event}{end}")
