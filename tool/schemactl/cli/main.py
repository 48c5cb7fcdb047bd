"""The commands."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.cli.audit import audit
from schemactl.cli.coverage import coverage
from schemactl.cli.debt import debt
from schemactl.cli.docs import docs
from schemactl.cli.hazards import hazards
from schemactl.cli.history import history
from schemactl.cli.repartition import repartition
from schemactl.cli.revert import revert
from schemactl.cli.roles import roles
from schemactl.cli.trash import purge, restore, trash
from schemactl.cli.types import types
from schemactl.cli.vectors import app as vectors
from schemactl.errors import ExitCode, SchemactlError, UsageError
from schemactl.render.form import CheckFormat, Format

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Keeps a PostgreSQL database equal to a schema declared in Python.\n\n"
    "Exit codes: 0 in sync or applied, 1 error, 2 differences or drift, 3 blocked by a hazard, 4 stale plan, "
    "5 something cannot be planned, 6 lock not obtained, 7 proof failed, 64 usage.",
)


FormatOption = Annotated[Format, typer.Option("--format", help="Form of the result.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", help="Also write it to this file, for `apply --plan`.", metavar="FILE")
]


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Keeps a PostgreSQL database equal to a schema declared in Python."""
    if version:
        from schemactl import __version__

        output.show(f"schemactl {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stderr.write(f"{context.get_help()}\n")
        raise typer.Exit(ExitCode.USAGE)


@app.command(short_help="Show what has to change, and how. Changes nothing.")
def diff(
    database_url: options.DatabaseUrl = "",
    live: options.Live = "",
    desired: options.Desired = "",
    format_: FormatOption = Format.TEXT,
    out: OutOption = None,
    phase: options.PhaseOption = None,
    online: options.OnlineOption = "",
    schemas: options.Schemas = "",
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """Show the proven plan from the live database to the declared state. Changes nothing."""
    from schemactl import pipeline
    from schemactl.plan.codec import encode_plan
    from schemactl.render.formats import render_plan

    settings = options.settings_for(env=env, schemas=schemas, scratch=scratch, desired=desired, online=online)
    plan = pipeline.diff(live or database_url or settings.database_url, desired, settings, output.say, phase)
    if out:
        output.write_file(out, encode_plan(plan))
    output.show(render_plan(plan, format_.value, colour=output.wants_colour()))
    if plan.unplanned:
        raise typer.Exit(ExitCode.CANNOT_PLAN)
    raise typer.Exit(ExitCode.IN_SYNC if plan.empty else ExitCode.DIFFERENCES)


@app.command(short_help="Make the live database as declared.")
def apply(
    database_url: options.DatabaseUrl = "",
    live: options.Live = "",
    desired: options.Desired = "",
    plan_file: Annotated[
        Path | None, typer.Option("--plan", help="Apply this plan, if it is not stale.", metavar="FILE")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    phase: options.PhaseOption = None,
    allow: options.Allow = [],  # noqa: B006 - typer reads the default
    format_: FormatOption = Format.TEXT,
    schemas: options.Schemas = "",
    scratch: options.Scratch = "",
    lock_timeout: options.LockTimeout = "",
    online: options.OnlineOption = "",
    allow_superuser: options.AllowSuperuser = None,
    signature: options.Signature = None,
    signers: options.Signers = None,
    env: options.Env = "",
) -> None:
    """Show the plan, ask, apply it to the live database and look whether it is as declared."""
    from schemactl.cli.applying import read_plan_of, run_apply

    settings = options.settings_for(
        env=env,
        schemas=schemas,
        scratch=scratch,
        desired=desired,
        allow=allow,
        lock_timeout=lock_timeout,
        online=online,
        allow_superuser=allow_superuser,
    )
    url = live or database_url or settings.database_url
    plan = read_plan_of(plan_file, signature, signers, settings, phase)
    run_apply(url, desired, plan, settings, phase=phase, yes=yes, style=format_.value)


@app.command(short_help="Name what in the live database is not as declared.")
def drift(
    database_url: options.DatabaseUrl = "",
    live: options.Live = "",
    desired: options.Desired = "",
    format_: FormatOption = Format.TEXT,
    schemas: options.Schemas = "",
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """Name everything in the live database that is not as declared. Changes nothing."""
    from schemactl import pipeline
    from schemactl.render.formats import render_drift

    settings = options.settings_for(env=env, schemas=schemas, scratch=scratch, desired=desired)
    report = pipeline.drift(live or database_url or settings.database_url, desired, settings, output.say)
    output.show(render_drift(report, format_.value))
    raise typer.Exit(ExitCode.IN_SYNC if report.in_sync else ExitCode.DIFFERENCES)


@app.command(short_help="Write the live schema to a file.")
def snapshot(
    database_url: options.DatabaseUrl = "",
    out: Annotated[
        Path | None, typer.Option("--out", help="Write it to this file instead of standard output.", metavar="FILE")
    ] = None,
    env: options.Env = "",
) -> None:
    """Take a picture of the live schema, for comparisons that must not reach the database."""
    from schemactl import pipeline
    from schemactl.postgres.snapshot_file import encode_snapshot

    settings = options.settings_for(env=env)
    text = encode_snapshot(pipeline.snapshot(database_url or settings.database_url, settings))
    if out:
        output.write_file(out, text)
    else:
        output.show(text)


@app.command(short_help="Look for faults in what is declared.")
def check(
    desired: options.Declared = "",
    format_: Annotated[CheckFormat, typer.Option("--format", help="Form of the findings.")] = CheckFormat.TEXT,
    scratch: options.Scratch = "",
    env: options.Env = "",
) -> None:
    """Build the declared state on a scratch server and look for faults in it. Needs no live database."""
    from schemactl import pipeline
    from schemactl.lint.run import rules
    from schemactl.model.diagnostic import Level
    from schemactl.render.formats import render_checks

    settings = options.settings_for(env=env, scratch=scratch, desired=desired)
    findings = pipeline.check(desired, settings, output.say)
    output.show(render_checks(findings, format_.value, rules=rules(), colour=output.wants_colour()))
    raise typer.Exit(ExitCode.ERROR if any(f.level is Level.ERROR for f in findings) else ExitCode.IN_SYNC)


@app.command(short_help="Show all of it on a database and a server of its own.")
def demo(
    scale: Annotated[float, typer.Option("--scale", help="1 makes some 17,000 rows.")] = 1.0,
) -> None:
    """Take a real legacy database with rows to this repository's declared schema, on a server of its own."""
    from schemactl.demo.run import run_demo

    settings = options.settings_for()
    run_demo(settings, scale=scale, show=output.show, say=output.say, colour=output.wants_colour())


# commands of other modules
app.command(short_help="Look at the health of a live database.")(audit)
app.command(short_help="Say what is covered, and what is not.")(coverage)
app.command(short_help="List what the contract phase has still to remove.")(debt)
app.command(short_help="Say what the ids of hazards mean.")(hazards)
app.command(short_help="Write the schema reference and the migration guide.")(docs)
app.command(short_help="List what earlier runs did to a database.")(history)
app.command(short_help="List what was dropped and is kept for a while.")(trash)
app.command(short_help="Bring something back from the trash.")(restore)
app.command(short_help="Delete from the trash what is old.")(purge)
app.command(short_help="Take a run of apply back.")(revert)
app.command(short_help="Print a script that makes logins with the least they need.")(roles)
app.command(short_help="Write TypeScript or Python types.")(types)
app.command(short_help="Move rows into a partitioned twin.")(repartition)
app.add_typer(vectors, name="vectors")


def main() -> None:
    """Run the command line; errors become a message, a hint and an exit code, never a traceback."""
    output.prepare()
    # A run keeps nearly all it reads, so looking for garbage every 700 objects finds next to none.
    gc.set_threshold(100_000)
    sys.exit(run(sys.argv[1:]))


def _command_of(error: Exception) -> str:
    """Return the command whose line was wrong: ``schemactl vectors out``."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context else "schemactl"


def _refused(error: OSError) -> SchemactlError:
    what = error.filename or "standard output"
    return SchemactlError(
        f"{what}: {error.strerror or error}", hint="Look whether the disk is full, and whose the file is."
    )


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    from typer.exceptions import TyperException

    try:
        code = app(arguments, standalone_mode=False, prog_name="schemactl")
    except SchemactlError as error:
        output.show_error(error)
        return int(error.exit_code)
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        output.show_error(UsageError("stopped"))
        return 130
    except TyperException as error:
        reason = error.format_message().replace("Value error, ", "")
        output.show_error(UsageError(reason, hint=f"See `{_command_of(error)} --help`."))
        return int(ExitCode.USAGE)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.ERROR)
    except OSError as error:
        output.show_error(_refused(error))
        return int(ExitCode.ERROR)
    except Exception as error:
        # The last resort: a traceback could hold a password.
        if os.environ.get("SCHEMACTL_TRACEBACK"):
            raise
        output.show_error(
            SchemactlError(
                f"this should not have happened: {type(error).__name__}: {error}",
                hint="A fault of schemactl. SCHEMACTL_TRACEBACK=1 shows where; it may show passwords too.",
            )
        )
        return int(ExitCode.ERROR)
    return int(code or 0)
