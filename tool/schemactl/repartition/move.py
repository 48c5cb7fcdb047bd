"""Moving the rows: the mirror first, then batch after batch, each a transaction that also notes how far it came."""

from __future__ import annotations

import dataclasses
import time
from datetime import timedelta
from functools import partial

from schemactl.errors import UsageError
from schemactl.repartition import mirror, ranges
from schemactl.repartition.events import BatchMoved, Prepared
from schemactl.repartition.session import Session
from schemactl.repartition.state import find_move, forget_move, save_move
from schemactl.repartition.values import Move, Pair


def prepare(session: Session, pair: Pair) -> Move:
    """Return the move, begun now or earlier. Every write is mirrored from here on.

    A move whose mirror somebody changed, or whose tables are others than it began with, may have missed writes: it
    begins again with an empty twin.

    Raises:
        UsageError: The twin holds rows that no move of ours has brought.
    """
    known = find_move(session, str(pair.source), str(pair.twin))
    if known and is_intact(session, pair, known):
        return known
    move = session.attempt("preparing", lambda: _begin(session, pair, known))
    session.on_event(Prepared(again=known is not None))
    return move


def is_intact(session: Session, pair: Pair, move: Move) -> bool:
    """Return whether the mirror is as it was installed, on the same tables."""
    same_tables = (move.source_oid, move.twin_oid) == (pair.source.oid, pair.twin.oid)
    return same_tables and move.marks == mirror.read_marks(session, pair)


def copy_rows(session: Session, pair: Pair, move: Move, *, batch: int, pause: timedelta) -> Move:
    """Copy what is not copied yet.

    Args:
        session: The session. `pair`: the tables. `move`: how far earlier runs came.
        batch: Rows per transaction; writers of these rows wait while it lasts.
        pause: Time between two batches.
    """
    total = max(0, int(session.value("SELECT reltuples FROM pg_catalog.pg_class WHERE oid = %s", pair.source.oid)))
    while move.phase == "moving":
        move = session.attempt("moving a batch", partial(_copy_batch, session, pair, move, batch))
        if move.phase == "moving":
            session.on_event(BatchMoved(rows=move.rows, total=total))
            time.sleep(pause.total_seconds())
        else:
            # Nothing has counted the twin's rows yet, and the planner would guess.
            session.run(f"ANALYZE {pair.twin.sql}")
    return move


def abandon(session: Session, move: Move) -> None:
    """End a move: no mirror, no rows in the twin, nothing remembered. The tables need not fit any more."""

    def end() -> None:
        twin = mirror.remove(session, move)
        if twin:
            session.run(f"TRUNCATE {twin}")
        forget_move(session, move.source)

    session.attempt("abandoning", end)


def _begin(session: Session, pair: Pair, known: Move | None) -> Move:
    if known:
        mirror.remove(session, known)
        session.run(f"TRUNCATE {pair.twin.sql}")
    elif session.value(f"SELECT EXISTS (SELECT FROM {pair.twin.sql})"):
        raise UsageError(
            f"{pair.twin} holds rows that no run of ours has moved there",
            hint="Look whose they are. The twin must be empty at the start, and only the move may fill it.",
        )
    marks, twin_triggers = mirror.install(session, pair)
    move = Move(
        source=str(pair.source),
        twin=str(pair.twin),
        source_oid=pair.source.oid,
        twin_oid=pair.twin.oid,
        phase="moving",
        last_key=(),
        rows=0,
        marks=marks,
        twin_triggers=known.twin_triggers if known else twin_triggers,
        pending=(),
    )
    save_move(session, move)
    return move


def _copy_batch(session: Session, pair: Pair, move: Move, batch: int) -> Move:
    """Copy one batch; its end is fixed first, so that a key that changes meanwhile cannot carry the progress along."""
    upper = session.value(ranges.upper_end(pair, move.last_key, batch))
    if upper is None:
        # The last key names a row of somebody; nothing needs it any more.
        moved = dataclasses.replace(move, phase="moved", last_key=())
    else:
        cursor = session.connection.execute(ranges.copying(pair, move.last_key, tuple(upper)).encode())
        moved = dataclasses.replace(move, last_key=tuple(upper), rows=move.rows + cursor.rowcount)
    save_move(session, moved)
    return moved
