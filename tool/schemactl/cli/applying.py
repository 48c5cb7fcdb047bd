"""What `apply` shows and asks."""

from __future__ import annotations

import getpass
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from schemactl.cli import output
from schemactl.errors import CannotPlan, UsageError
from schemactl.model.plan import Plan
from schemactl.model.statement import Phase
from schemactl.settings import Settings


def run_apply(
    url: str, desired: str, plan: Plan | None, settings: Settings, *, phase: Phase | None, yes: bool, style: str
) -> None:
    """Plan, show, ask, apply, report; the exit code is zero when all went well.

    Raises:
        SchemactlError: Anything that went wrong; the message says what was applied.
        typer.Exit: With code 0 when the person says no.
    """
    from schemactl import pipeline
    from schemactl.cli.progress import teller
    from schemactl.render.formats import render_apply, render_plan

    request = pipeline.ApplyRequest(
        live=url,
        desired=desired,
        plan=plan,
        confirm=confirmation(style, yes=yes),
        on_event=teller(style),
        phase=phase,
        operator=operator(),
    )
    plan, report = pipeline.apply(request, settings, output.say)
    if report is not None:
        output.show(render_apply(report, plan, style))
    elif plan.empty:
        output.show(render_plan(plan, style))


def confirmation(style: str, *, yes: bool) -> Callable[[Plan], bool]:
    """Return what shows a plan and asks whether to go on; with `yes` it does not ask."""
    from schemactl.render.formats import render_plan

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

    return confirm


def operator() -> str:
    """Return who called, and where: ``user@host``; a container may run under a number alone."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = str(os.getuid())
    return f"{user}@{socket.gethostname()}"


def read_plan_of(
    path: Path | None,
    signature: Path | None,
    signers: Path | None,
    settings: Settings,
    phase: Phase | None = None,
) -> Plan | None:
    """Return the plan a file holds, None without a file; where signers are named, only a signed one.

    Raises:
        UsageError: It cannot be read, a signed plan is asked for and there is no plan file, or there is one and a phase
            as well.
        BadSignature: None of the signers signed it.
        StalePlan: It was changed after it was written.
    """
    from schemactl.cli.signature import require_signature

    if path and phase:
        raise UsageError("a plan file says itself with which phase it ends", hint="Leave --phase out.")
    trusted = signers or (settings.root / settings.signers if settings.signers else None)
    if signature and not trusted:
        raise UsageError("nobody is named whose signature counts", hint="Give --signers, or set signers.")
    if path is None:
        if trusted:
            raise UsageError(
                "only a signed plan may be applied here", hint="Give it with --plan, and its signature beside it."
            )
        return None
    written = _read_bytes(path)
    if trusted:
        signer = require_signature(written, signature or path.with_name(f"{path.name}.sig"), trusted)
        output.say(f"the plan is signed by {signer}")
    return _decoded(written, path)


def read_plan(path: Path) -> Plan:
    """Return the plan a file holds; UsageError when it cannot be read."""
    return _decoded(_read_bytes(path), path)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(written: bytes, path: Path) -> Plan:
    from schemactl.plan.codec import decode_plan

    try:
        return decode_plan(written.decode())
    except UnicodeDecodeError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> UsageError:
    return UsageError(f"cannot read {path}: {error}", hint="Write one with `schemactl diff --out FILE`.")
