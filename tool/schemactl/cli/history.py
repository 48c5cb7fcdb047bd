"""The command `history`: what earlier runs did to a database."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.render.form import HistoryFormat


def history(
    run: Annotated[
        int | None, typer.Argument(help="Show this run with its statements.", metavar="RUN", show_default=False)
    ] = None,
    database_url: options.DatabaseUrl = "",
    most: Annotated[int, typer.Option("--most", help="List so many runs at most.", metavar="N", min=1)] = 20,
    format_: Annotated[HistoryFormat, typer.Option("--format", help="Form of the result.")] = HistoryFormat.TEXT,
    env: options.Env = "",
) -> None:
    """List the runs of `apply` on a database, newest first, or show one of them. Changes nothing.

    Says who ran what and when, how it ended, what every statement did, how long it took and waited for the locks of
    others. A standby will do. Exit codes: 0 shown, 1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.render.history import history_document, history_text

    settings = options.settings_for(env=env)
    found = pipeline.history(database_url or settings.database_url, run, most)
    if format_ is HistoryFormat.JSON:
        output.show(history_document(found))
    else:
        output.show(history_text(found, colour=output.wants_colour()))
