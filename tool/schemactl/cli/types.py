"""The command `types`: the declared state as types for the callers of its API."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode, UsageError


class Language(StrEnum):
    """Languages that types are written in."""

    TYPESCRIPT = "typescript"
    PYTHON = "python"


def types(
    language: Annotated[Language, typer.Option("--language", help="TypeScript for supabase-js, or Python.")],
    desired: options.Declared = "",
    schemas: Annotated[
        str,
        typer.Option(
            "--schemas",
            help="Schemas the API serves, separated by commas; else the managed ones.",
            metavar="NAMES",
            show_default=False,
        ),
    ] = "",
    unions: Annotated[
        bool, typer.Option("--unions", help="Columns with a CHECK on a list of texts have these texts as their type.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write it to this file instead of standard output.", metavar="FILE")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 2 if the file of --out is not up to date.")
    ] = False,
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """Write TypeScript or Python types of the declared state. Needs no live database.

    Exit codes: 0 written or up to date, 1 error, 2 not up to date (--check), 64 usage.
    """
    from schemactl import pipeline

    if check and out is None:
        raise UsageError("--check needs a file to look at", hint="Name it with --out.")
    settings = options.settings_for(env=env, schemas=schemas, scratch=scratch, desired=desired)
    text = pipeline.types(language.value, desired, settings, output.say, unions=unions)
    if out is None:
        output.show(text)
    elif not check:
        output.write_file(out, text)
    elif _current(out) != text:
        output.show(f"{out} is not what is declared; write it anew without --check")
        raise typer.Exit(ExitCode.DIFFERENCES)


def _current(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot read {path}: {error}", hint="Name a file that was written by this command."
        ) from error
