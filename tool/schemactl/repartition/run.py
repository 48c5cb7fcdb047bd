"""One function per thing that can be asked for; each can be killed at any point and asked for again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from schemactl.errors import UsageError
from schemactl.model.snapshot import Snapshot
from schemactl.repartition import move as moving
from schemactl.repartition import swap as swapping
from schemactl.repartition.compare import Comparison, compare
from schemactl.repartition.events import OnEvent
from schemactl.repartition.session import Session, open_session
from schemactl.repartition.shape import parse_name, read_pair
from schemactl.repartition.state import find_move, make_place
from schemactl.repartition.values import Move, Pair, old_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked for.

    Attributes:
        conninfo: The live database; the password never shows.
        source, twin: Names with their schemas.
        lock_timeout: The longest wait for a lock. `on_event`: who is told about progress.
        batch: Rows per transaction. `pause`: time between two of them.
    """

    conninfo: str = field(repr=False)
    source: str
    twin: str
    lock_timeout: timedelta
    on_event: OnEvent
    batch: int = 2_000
    pause: timedelta = timedelta(0)


def move_rows(request: Request) -> Comparison:
    """Move all rows, or what an earlier run left, and compare both sides. Writes are mirrored from then on.

    Raises:
        SchemactlError: The tables do not fit, another session is in the way, or both sides differ.
    """
    with open_session(request.conninfo, request.source, request.lock_timeout, request.on_event) as session:
        _refuse_swapped(session, request)
        pair = read_pair(session, request.source, request.twin)
        make_place(session)
        move = moving.prepare(session, pair)
        moving.copy_rows(session, pair, move, batch=request.batch, pause=request.pause)
        return compare(session, pair)


def check_rows(request: Request) -> Comparison:
    """Compare both sides of a move whose rows have all been moved; nothing is changed."""
    with open_session(request.conninfo, request.source, request.lock_timeout, request.on_event) as session:
        _refuse_swapped(session, request)
        pair = read_pair(session, request.source, request.twin)
        _require_moved(session, pair)
        return compare(session, pair)


def swap_tables(request: Request, take_snapshot: Callable[[], Snapshot], *, recheck: bool) -> str:
    """Let the twin take the source's place; return the name the source is kept under.

    Args:
        request: What is asked for. `take_snapshot`: reads the live schema.
        recheck: Compare all rows once more under the locks, which lengthens the window.

    Raises:
        SchemactlError: Something cannot follow, rows differ, or the locks were not to be had; nothing is changed then.
    """
    with open_session(request.conninfo, request.source, request.lock_timeout, request.on_event) as session:
        known = find_move(session, request.source, request.twin)
        if known is None or known.phase != "swapped":
            pair = read_pair(session, request.source, request.twin)
            move = _require_moved(session, pair)
            preparation = swapping.prepare_swap(session, pair, take_snapshot(), recheck=recheck)
            compare(session, pair)
            known = swapping.swap(session, pair, move, preparation)
        swapping.finish(session, known)
        return old_table(parse_name(request.source)[1])


def abandon(request: Request) -> None:
    """End a move that was not swapped: no mirror, an empty twin, nothing remembered."""
    with open_session(request.conninfo, request.source, request.lock_timeout, request.on_event) as session:
        _refuse_swapped(session, request)
        move = find_move(session, request.source, request.twin)
        if move is None:
            raise UsageError(f"no rows of {request.source} are being moved", hint="There is nothing to abandon.")
        moving.abandon(session, move)


def drop_old(request: Request) -> str:
    """Drop the old table, which the swap has put aside; return its name."""
    with open_session(request.conninfo, request.source, request.lock_timeout, request.on_event) as session:
        move = find_move(session, request.source, request.twin)
        if move is None or move.phase != "swapped":
            raise UsageError(f"{request.source} was not swapped", hint="There is no old table to drop.")
        if move.pending:
            raise UsageError("some foreign keys are not proven yet", hint="Run --swap again: it goes on there.")
        old = old_table(parse_name(request.source)[1])
        swapping.drop_old(session, move, old)
        return old


def _refuse_swapped(session: Session, request: Request) -> None:
    move = find_move(session, request.source, request.twin)
    if move is not None and move.phase == "swapped":
        raise UsageError(
            f"{request.twin} has taken the place of {request.source} already",
            hint="Run --swap again if that was cut short; --drop-old removes the old table.",
        )


def _require_moved(session: Session, pair: Pair) -> Move:
    move = find_move(session, str(pair.source), str(pair.twin))
    if move is None or move.phase != "moved" or not moving.is_intact(session, pair, move):
        raise UsageError(
            f"the rows of {pair.source} are not all moved yet",
            hint=f"First run: schemactl repartition {pair.source} {pair.twin}",
        )
    return move
