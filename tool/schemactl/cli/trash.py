"""The commands `trash`, `restore` and `purge`: what was dropped and is kept for a while."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import UsageError
from schemactl.model.trash import Kept
from schemactl.render.form import HistoryFormat
from schemactl.settings import parse_days

_SUPERUSER = options.AllowSuperuser


def trash(
    database_url: options.DatabaseUrl = "",
    format_: Annotated[HistoryFormat, typer.Option("--format", help="Form of the result.")] = HistoryFormat.TEXT,
    env: options.Env = "",
) -> None:
    """List the dropped tables and columns that are kept (on_drop = "trash"). Changes nothing.

    Says what each was, how many rows or values it holds, since when and by which run it is there, and until when. Exit
    codes: 0 shown, 1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.render.trash import trash_document, trash_text

    settings = options.settings_for(env=env)
    found = pipeline.trash(database_url or settings.database_url)
    if format_ is HistoryFormat.JSON:
        output.show(trash_document(found))
    else:
        output.show(trash_text(found, colour=output.wants_colour()))


def restore(
    name: Annotated[str, typer.Argument(help="Its former name, public.books or public.books.isbn, or its name there.")],
    database_url: options.DatabaseUrl = "",
    lock_timeout: options.LockTimeout = "",
    allow_superuser: _SUPERUSER = None,
    env: options.Env = "",
) -> None:
    """Bring a dropped table or the values of a dropped column back from the trash.

    A table comes back with its rows, indexes, keys and sequences; what tied it to others (foreign keys, triggers,
    policies, grants) is made again where that is still possible. Values go into the rows that have none by now; the
    column is made where it is missing. Exit codes: 0 it is back, 3 something else has its name, 6 lock not obtained,
    1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.cli.progress import teller
    from schemactl.render.trash import restored_text

    settings = options.settings_for(env=env, lock_timeout=lock_timeout, allow_superuser=allow_superuser)
    restored = pipeline.restore(database_url or settings.database_url, name, settings, teller("text"))
    output.show(restored_text(restored))


def purge(
    names: Annotated[
        list[str] | None, typer.Argument(help="Delete these; without a name all that is due.", metavar="[NAME]...")
    ] = None,
    older_than: Annotated[
        str, typer.Option("--older-than", help="All that is there for so long, such as 30d.", metavar="DAYS")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    database_url: options.DatabaseUrl = "",
    lock_timeout: options.LockTimeout = "",
    allow_superuser: _SUPERUSER = None,
    env: options.Env = "",
) -> None:
    """Delete from the trash for good: things by name, or all whose time is up (trash_days, or --older-than).

    Exit codes: 0 deleted, or nothing to delete, 6 lock not obtained, 1 error, 64 usage.
    """
    from schemactl import pipeline
    from schemactl.cli.progress import teller
    from schemactl.render.trash import purged_text

    if names and older_than:
        raise UsageError("things are named and chosen by age at once", hint="Give names or --older-than, not both.")
    settings = options.settings_for(env=env, lock_timeout=lock_timeout, allow_superuser=allow_superuser)
    age = timedelta(days=parse_days(older_than)) if older_than else None

    def confirm(things: tuple[Kept, ...]) -> bool:
        if yes:
            return True
        if not sys.stdin.isatty():
            raise UsageError("nobody is there to confirm it", hint="Give --yes to delete without asking.")
        output.show(purged_text(things))
        return typer.confirm("Delete these for good?", err=True)

    url = database_url or settings.database_url
    gone = pipeline.purge(
        url, settings, names=tuple(names or ()), older_than=age, confirm=confirm, on_event=teller("text")
    )
    output.show(f"deleted for good:\n{purged_text(gone)}" if gone else purged_text(gone))
