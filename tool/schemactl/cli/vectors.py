"""The commands that move vectors between PostgreSQL and a vector store."""

from __future__ import annotations

import dataclasses
import json
import os
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from schemactl.cli import options, output
from schemactl.errors import ExitCode
from schemactl.vectors.values import Distance

if TYPE_CHECKING:
    from schemactl.vectors.session import Request
    from schemactl.vectors.values import MovedBack, MovedOut, Pruned, Status, Step

app = typer.Typer(
    rich_markup_mode=None,
    help="Move vectors out to a vector store and back. Each of them is in PostgreSQL, or in the ledger "
    "(schemactl.offloaded_vector) and in the store; a command that was stopped is simply run again.\n\n"
    "Needs the owner of the table, or a role with SELECT on it, UPDATE on the column and BYPASSRLS; the first time "
    "CREATE on the database, for the schema schemactl. Where triggers would fire: SET on session_replication_role. "
    "A store's key is read from QDRANT_API_KEY.",
)


class Format(StrEnum):
    """Formats of a report."""

    TEXT = "text"
    JSON = "json"


ColumnArgument = Annotated[
    str, typer.Argument(help="Written as schema.table.column.", metavar="COLUMN", show_default=False)
]
Store = Annotated[
    str,
    typer.Option(
        "--store",
        help="https://host:6333, or qdrant:///path for a directory; needed the first time only.",
        metavar="ADDRESS",
        show_default=False,
    ),
]
Collection = Annotated[
    str,
    typer.Option("--collection", help="Its name in the store, else the column's.", metavar="NAME", show_default=False),
]
Where = Annotated[
    str,
    typer.Option("--where", help="Only rows this SQL condition holds for.", metavar="CONDITION", show_default=False),
]
Batch = Annotated[int, typer.Option("--batch", min=1, max=10_000, metavar="VECTORS", help="Vectors per transaction.")]
FireTriggers = Annotated[
    bool, typer.Option("--fire-triggers", help="Let triggers see the update; else they are kept from firing.")
]
Adopt = Annotated[bool, typer.Option("--adopt", help="This database took the place of the one that moved the vectors.")]
FormatOption = Annotated[Format, typer.Option("--format", help="Form of the report.")]


@app.command(short_help="Move vectors to a store.")
def out(
    column: ColumnArgument,
    store: Store = "",
    collection: Collection = "",
    distance: Annotated[
        Distance | None,
        typer.Option("--distance", help="How the store compares; else as the column's index does.", show_default=False),
    ] = None,
    where: Where = "",
    payload: Annotated[
        list[str],
        typer.Option(
            "--payload", help="A column to copy into the points, to filter by. May be repeated.", metavar="COLUMN"
        ),
    ] = [],  # noqa: B006 - typer reads the default
    batch: Batch = 200,
    fire_triggers: FireTriggers = False,
    adopt: Adopt = False,
    format_: FormatOption = Format.TEXT,
    database_url: options.DatabaseUrl = "",
    lock_timeout: options.LockTimeout = "",
    env: options.Env = "",
) -> None:
    """Copy vectors to a store, compare what it kept, and only then set the column to NULL.

    Exit code 2: some rows were locked or kept changing, and were left in PostgreSQL.
    """
    from schemactl.vectors.out import move_out

    request = _request(database_url, lock_timeout, env, column=column, store=store)
    request = dataclasses.replace(
        request,
        collection=collection,
        distance=distance,
        where=where,
        payload=tuple(payload),
        batch=batch,
        fire_triggers=fire_triggers,
        adopt=adopt,
    )
    report = move_out(request, _on_step)
    _show(report, _moved_out(report), format_)
    raise typer.Exit(ExitCode.DIFFERENCES if report.left else ExitCode.IN_SYNC)


@app.command(short_help="Bring vectors back.")
def back(
    column: ColumnArgument,
    where: Where = "",
    keep: Annotated[bool, typer.Option("--keep", help="Leave the copies in the store.")] = False,
    batch: Batch = 200,
    fire_triggers: FireTriggers = False,
    adopt: Adopt = False,
    format_: FormatOption = Format.TEXT,
    database_url: options.DatabaseUrl = "",
    lock_timeout: options.LockTimeout = "",
    env: options.Env = "",
) -> None:
    """Bring vectors back, bit by bit the same, and only then delete them from the store.

    A vector the store no longer has as it was is named and left alone: exit code 1. Exit code 2: rows were locked.
    """
    from schemactl.vectors.back import move_back

    request = _request(database_url, lock_timeout, env, column=column)
    request = dataclasses.replace(
        request, where=where, keep=keep, batch=batch, fire_triggers=fire_triggers, adopt=adopt
    )
    report = move_back(request, _on_step)
    _show(report, _moved_back(report), format_)
    if report.refused:
        raise typer.Exit(ExitCode.ERROR)
    raise typer.Exit(ExitCode.DIFFERENCES if report.busy else ExitCode.IN_SYNC)


@app.command(short_help="Count vectors on both sides, and say whether they agree.")
def status(
    column: ColumnArgument,
    verify: Annotated[bool, typer.Option("--verify", help="Also compare every checksum with the store.")] = False,
    batch: Batch = 200,
    format_: FormatOption = Format.TEXT,
    database_url: options.DatabaseUrl = "",
    env: options.Env = "",
) -> None:
    """Count vectors in PostgreSQL, the ledger and the store. Changes nothing. Exit code 1: they do not agree."""
    from schemactl.vectors.status import read_status

    request = dataclasses.replace(_request(database_url, "", env, column=column), batch=batch)
    report = read_status(request, _on_step, verify=verify)
    _show(report, _status(report), format_)
    raise typer.Exit(ExitCode.ERROR if report.problems else ExitCode.IN_SYNC)


@app.command(short_help="Delete points nobody needs any more.")
def prune(
    column: ColumnArgument,
    adopt: Adopt = False,
    format_: FormatOption = Format.TEXT,
    database_url: options.DatabaseUrl = "",
    env: options.Env = "",
) -> None:
    """Delete points whose row is gone or has its vector itself: after erasing users, or after a broken run."""
    from schemactl.vectors.prune import prune as clear

    request = dataclasses.replace(_request(database_url, "", env, column=column), adopt=adopt)
    report = clear(request, _on_step)
    _show(report, _pruned(report), format_)


def _request(database_url: str, lock_timeout: str, env: str, *, column: str, store: str = "") -> Request:
    from schemactl.vectors.session import Request
    from schemactl.vectors.store import API_KEY_VARIABLE

    settings = options.settings_for(env=env, lock_timeout=lock_timeout)
    return Request(
        database_url=database_url or settings.database_url,
        column=column,
        store=store,
        api_key=os.environ.get(API_KEY_VARIABLE, ""),
        lock_timeout=settings.lock_timeout,
    )


def _on_step(step: Step, count: int) -> None:
    output.say(f"{step}: {count:,}" if count else step.value)


def _show(report: Any, lines: list[str], style: Format) -> None:
    if style is Format.JSON:
        output.show(json.dumps(dataclasses.asdict(report), indent=2))
        return
    place = f"{report.column} <-> {report.store}, collection {report.collection}"
    output.show("\n".join([place, *(f"  {line}" for line in lines)]))


def _moved_out(report: MovedOut) -> list[str]:
    lines = [f"{_vectors(report.moved)} moved to the store; count and checksums agreed before any was removed"]
    if report.left:
        lines.append(f"{_vectors(report.left)} left in PostgreSQL: other sessions lock or change them; run again")
    return [*lines, *_silenced(report.silenced)]


def _moved_back(report: MovedBack) -> list[str]:
    counted = (
        (report.newer, "vectors stayed in the table: newer than the ones in the store"),
        (report.gone, "rows are gone; `prune` deletes their vectors from the store"),
        (report.busy, "rows are locked by other sessions; run again"),
    )
    return [
        f"{_vectors(report.restored)} restored, bit by bit the same",
        *(f"{count:,} {words}" for count, words in counted if count),
        *(f"refused, row {key}: {fault}" for key, fault in report.refused),
        *_silenced(report.silenced),
    ]


def _status(report: Status) -> list[str]:
    counted = (
        (report.in_postgres, "vectors in PostgreSQL"),
        (report.out, "vectors in the store only"),
        (report.in_store, "points in the store"),
        (report.without, "rows without a vector"),
        (report.newer, "rows with a newer vector than the store"),
        (report.kept, "vectors are back, copies kept in the store"),
    )
    lines = [f"{count:>9,}  {words}" for count, words in counted[:3]]
    lines += [f"{count:>9,}  {words}" for count, words in counted[3:] if count]
    if report.compared is not None:
        lines.append(f"{report.compared:>9,}  checksums compared with the store")
    return [*lines, *(f"problem: {problem}" for problem in report.problems or ()), *_agreed(report)]


def _agreed(report: Status) -> list[str]:
    return [] if report.problems else ["PostgreSQL, the ledger and the store agree"]


def _pruned(report: Pruned) -> list[str]:
    return [f"{report.forgotten:,} entries forgotten, {report.deleted:,} points deleted from the store"]


def _silenced(names: tuple[str, ...]) -> list[str]:
    return [f"kept from firing: {', '.join(names)}"] if names else []


def _vectors(count: int) -> str:
    return f"{count:,} vector{'' if count == 1 else 's'}"
