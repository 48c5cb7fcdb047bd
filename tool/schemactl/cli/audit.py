"""The command `audit`: the state of a live database, whoever made it."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode
from schemactl.render.form import AuditFormat


def audit(
    database_url: options.DatabaseUrl = "",
    format_: Annotated[AuditFormat, typer.Option("--format", help="Form of the report.")] = AuditFormat.TEXT,
    schemas: Annotated[
        str,
        typer.Option(
            "--schemas",
            help="Schemas to look at, separated by commas; else the managed ones, else all.",
            metavar="NAMES",
            show_default=False,
        ),
    ] = "",
    env: options.Env = "",
) -> None:
    """Look at a live database: integrity, security, indexes, sizes, freshness, activity. Changes nothing.

    Any login will do; what it may not see is named at the end. pg_monitor sees most, a superuser all. Exit codes: 0
    nothing above a note, 2 errors or warnings were found, 1 the audit itself failed, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.render.audit import render_audit

    settings = options.settings_for(env=env, schemas=schemas)
    report = pipeline.audit(database_url or settings.database_url, settings, output.say)
    output.show(render_audit(report, format_.value, colour=output.wants_colour()))
    raise typer.Exit(ExitCode.IN_SYNC if report.healthy else ExitCode.DIFFERENCES)
