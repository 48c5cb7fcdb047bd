"""The command `coverage`: what schemactl covers, on a server version and of a database."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode
from schemactl.render.form import AuditFormat


def coverage(
    database_url: Annotated[
        str,
        typer.Option(
            "--database-url", help="Also count the objects of this database.", metavar="URL", show_default=False
        ),
    ] = "",
    postgres: Annotated[
        int | None,
        typer.Option(
            "--postgres",
            help="Speak of this major version instead of a database: 15, 16, 17 or 18.",
            metavar="MAJOR",
            min=15,
            max=18,
            show_default=False,
        ),
    ] = None,
    columns: Annotated[bool, typer.Option("--columns", help="Also list every column of the catalogs.")] = False,
    format_: Annotated[AuditFormat, typer.Option("--format", help="Form of the report.")] = AuditFormat.TEXT,
    env: options.Env = "",
) -> None:
    """Say how each kind of object is created, altered and dropped, what is not managed, and why. Changes nothing.

    With --database-url also how many of each kind that database holds. Exit codes: 0 all of it can be planned, 5 it
    holds objects that cannot, which are named, 1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.coverage.columns import rows_for
    from schemactl.render.coverage import render_coverage

    settings = options.settings_for(env=env)
    report = pipeline.coverage(database_url, postgres, settings)
    rows = rows_for(report.major) if columns else ()
    output.show(render_coverage(report, format_.value, columns=rows, colour=output.wants_colour()))
    raise typer.Exit(ExitCode.CANNOT_PLAN if report.refused else ExitCode.IN_SYNC)
