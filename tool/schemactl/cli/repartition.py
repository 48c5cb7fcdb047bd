"""`repartition`: what it asks for, and what it says."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from schemactl.cli import options, output
from schemactl.errors import UsageError
from schemactl.settings import Settings, parse_duration

if TYPE_CHECKING:
    from schemactl.repartition.run import Request

_MOST_ROWS_PER_BATCH = 100_000


class _Step(StrEnum):
    MOVE = "move"
    CHECK = "check"
    SWAP = "swap"
    ABANDON = "abandon"
    DROP_OLD = "drop-old"


_Table = Annotated[str, typer.Argument(help="The plain table, with its schema: public.user_books.", metavar="TABLE")]
_Twin = Annotated[str, typer.Argument(help="Its declared partitioned twin, with the same columns.", metavar="TWIN")]
_Check = Annotated[bool, typer.Option("--check", help="Only compare both sides; changes nothing.")]
_Swap = Annotated[bool, typer.Option("--swap", help="Let the twin take the table's place. For a maintenance window.")]
_Recheck = Annotated[bool, typer.Option("--recheck", help="With --swap: compare all rows once more under the locks.")]
_Abandon = Annotated[bool, typer.Option("--abandon", help="End the move; the twin is emptied.")]
_DropOld = Annotated[bool, typer.Option("--drop-old", help="Drop the old table that a swap has put aside.")]
_Batch = Annotated[
    int, typer.Option("--batch", help="Rows per transaction.", metavar="ROWS", min=1, max=_MOST_ROWS_PER_BATCH)
]
_Pause = Annotated[
    str, typer.Option("--pause", help="Time between two batches, such as 50ms.", metavar="DURATION", show_default=False)
]


def repartition(
    table: _Table,
    twin: _Twin,
    database_url: options.DatabaseUrl = "",
    check: _Check = False,
    swap: _Swap = False,
    recheck: _Recheck = False,
    abandon: _Abandon = False,
    drop_old: _DropOld = False,
    batch: _Batch = 2_000,
    pause: _Pause = "",
    lock_timeout: options.LockTimeout = "",
    env: options.Env = "",
) -> None:
    """Move the rows of a table into its declared partitioned twin while the application works; then swap the two.

    Without a flag: mirror every write, copy what is there, compare. It can be killed at any point and run again.
    """
    from schemactl.repartition.run import Request

    given = {_Step.CHECK: check, _Step.SWAP: swap, _Step.ABANDON: abandon, _Step.DROP_OLD: drop_old}
    steps = [step for step, asked in given.items() if asked]
    if len(steps) > 1 or (recheck and not swap):
        raise UsageError(
            "these flags do not go together",
            hint="Give one of --check, --swap, --abandon, --drop-old; --recheck with --swap.",
        )
    settings = options.settings_for(env=env, lock_timeout=lock_timeout)
    request = Request(
        conninfo=database_url or settings.database_url,
        source=table,
        twin=twin,
        lock_timeout=settings.lock_timeout,
        on_event=lambda event: output.say(str(event)),
        batch=batch,
        pause=parse_duration(pause) if pause else timedelta(0),
    )
    output.show(_run(steps[0] if steps else _Step.MOVE, request, settings, recheck=recheck))


def _run(step: _Step, request: Request, settings: Settings, *, recheck: bool) -> str:
    """Do what is asked for; return what to say about it."""
    from schemactl import pipeline
    from schemactl.repartition import run

    source, twin = request.source, request.twin
    match step:
        case _Step.MOVE:
            same = run.move_rows(request)
            return (
                f"{same.rows:,} rows of {source} are in {twin} too, checksum {same.checksum}; writes are mirrored.\n"
                f"Next, in a maintenance window: schemactl repartition {source} {twin} --swap"
            )
        case _Step.CHECK:
            same = run.check_rows(request)
            return f"{source} and {twin} hold the same {same.rows:,} rows, checksum {same.checksum}."
        case _Step.SWAP:
            old = run.swap_tables(request, lambda: pipeline.snapshot(request.conninfo, settings), recheck=recheck)
            return (
                f"{source} is partitioned now; the old table is kept as {old}.\n"
                "Declare the new state. When nobody needs the old table: "
                f"schemactl repartition {source} {twin} --drop-old"
            )
        case _Step.ABANDON:
            run.abandon(request)
            return f"{source} is as it was, {twin} is empty."
        case _Step.DROP_OLD:
            return f"{run.drop_old(request)} is gone."
