"""The command `debt`: what the contract phase has still to remove."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode
from schemactl.model.statement import Phase
from schemactl.render.form import HistoryFormat


def debt(
    database_url: options.DatabaseUrl = "",
    live: options.Live = "",
    desired: options.Desired = "",
    format_: Annotated[HistoryFormat, typer.Option("--format", help="Form of the result.")] = HistoryFormat.TEXT,
    schemas: options.Schemas = "",
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """List what old application code may still need and `apply --phase contract` would take away. Changes nothing.

    Exit codes: 0 nothing is pending, 2 something is, 5 something cannot be planned, 1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.render.debt import debt_document, debt_text, pending

    settings = options.settings_for(env=env, schemas=schemas, scratch=scratch, desired=desired)
    plan = pipeline.diff(live or database_url or settings.database_url, desired, settings, output.say, Phase.CONTRACT)
    if format_ is HistoryFormat.JSON:
        output.show(debt_document(plan))
    else:
        output.show(debt_text(plan, colour=output.wants_colour()))
    if plan.unplanned:
        raise typer.Exit(ExitCode.CANNOT_PLAN)
    raise typer.Exit(ExitCode.DIFFERENCES if pending(plan) else ExitCode.IN_SYNC)
