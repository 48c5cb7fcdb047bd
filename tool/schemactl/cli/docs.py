"""The command `docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode
from schemactl.plan.summary import plural

From = Annotated[
    str,
    typer.Option(
        "--from",
        help="Also write the migration guide and the API changes from this: a URL, a snapshot file or a .sql file.",
        metavar="SOURCE",
        show_default=False,
    ),
]


def docs(
    out: Annotated[Path, typer.Option("--out", help="Folder the pages are in.", metavar="FOLDER")] = Path("docs"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; name the pages that are stale.")] = False,
    live: From = "",
    plan_file: Annotated[
        Path | None,
        typer.Option("--plan", help="Take this plan for the migration guide.", metavar="FILE", show_default=False),
    ] = None,
    desired: options.Declared = "",
    schemas: options.Schemas = "",
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """Write the schema reference, and with --from the migration guide and the API changes. Needs no live database.

    Exit codes: 0 written or fresh, 1 error, 2 not fresh (--check), 64 usage.
    """
    from schemactl import pipeline
    from schemactl.cli.applying import read_plan
    from schemactl.document.files import compare_files, write_files

    settings = options.settings_for(env=env, schemas=schemas, scratch=scratch, desired=desired)
    plan = read_plan(plan_file) if plan_file else None
    request = pipeline.DocumentsRequest(desired=desired, live=live, plan=plan)
    documents = pipeline.documents(request, settings, output.say)
    found = compare_files(documents, out) if check else write_files(documents, out)
    words = ("missing", "stale", "not made any more") if check else ("written", "changed", "removed")
    for word, paths in zip(words, (found.missing, found.stale, found.extra), strict=True):
        for path in paths:
            output.show(f"{word}: {out / path}")
    output.show(
        f"{plural(len(documents), 'file')}, {'all' if found.fresh else 'not all'} fresh"
        if check
        else f"{plural(len(documents), 'file')} in {out}"
    )
    if check and not found.fresh:
        raise typer.Exit(ExitCode.DIFFERENCES)
