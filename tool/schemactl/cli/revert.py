"""The command `revert`: takes a run of `apply` back."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.render.form import Format


def revert(
    run: Annotated[
        int | None, typer.Argument(help="The run to take back; else the newest.", metavar="RUN", show_default=False)
    ] = None,
    database_url: options.DatabaseUrl = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    allow: options.Allow = [],  # noqa: B006 - typer reads the default
    format_: Annotated[Format, typer.Option("--format", help="Form of the result.")] = Format.TEXT,
    scratch: options.Scratch = "",
    lock_timeout: options.LockTimeout = "",
    online: options.OnlineOption = "",
    allow_superuser: options.AllowSuperuser = None,
    env: options.Env = "",
) -> None:
    """Take a run of `apply` back: show the plan to what the database was before it, ask, and apply it.

    The plan is rehearsed and proven like any other. Refused where the database is not what the run left, and where rows
    would be lost that are not allowed by name. What it put into the trash comes back with its rows; what is gone is
    named. Exit codes: as of `apply`.
    """
    from schemactl import pipeline
    from schemactl.cli.applying import confirmation, operator
    from schemactl.cli.progress import teller
    from schemactl.render.formats import render_apply, render_plan

    settings = options.settings_for(
        env=env,
        scratch=scratch,
        allow=allow,
        lock_timeout=lock_timeout,
        online=online,
        allow_superuser=allow_superuser,
    )
    style = format_.value
    request = pipeline.RevertRequest(
        live=database_url or settings.database_url,
        run=run,
        confirm=confirmation(style, yes=yes),
        on_event=teller(style),
        operator=operator(),
    )
    plan, report = pipeline.revert(request, settings, output.say)
    if report is not None:
        output.show(render_apply(report, plan, style))
    elif plan.empty:
        output.show(render_plan(plan, style))
