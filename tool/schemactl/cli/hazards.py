"""The command `hazards`: what every id means."""

from __future__ import annotations

from typing import Annotated

import typer

from schemactl.cli import output
from schemactl.errors import UsageError
from schemactl.render.form import AuditFormat


def hazards(
    ids: Annotated[list[str] | None, typer.Argument(help="Only these, such as SC211.", show_default=False)] = None,
    format_: Annotated[AuditFormat, typer.Option("--format", help="Form of the report.")] = AuditFormat.TEXT,
) -> None:
    """Say what the ids in plans mean, how bad it can get, and what to do instead. Changes nothing.

    Exit codes: 0, 64 usage.
    """
    from schemactl.model.catalogue import CATALOGUE
    from schemactl.render.hazards import render_catalogue

    wanted = frozenset(ids or ())
    unknown = sorted(wanted - {sort.id for sort in CATALOGUE})
    if unknown:
        raise UsageError(f"there is no hazard {unknown[0]!a}", hint="`schemactl hazards` lists all of them.")
    chosen = [sort for sort in CATALOGUE if not wanted or sort.id in wanted]
    output.show(render_catalogue(chosen, format_, colour=output.wants_colour()))
