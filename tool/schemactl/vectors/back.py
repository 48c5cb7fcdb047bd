"""From the store back to PostgreSQL, bit by bit the same: PostgreSQL itself computes the checksum of what it got.

An entry is `returned` by the transaction that restores its vector; the point is deleted after that, and the entry last.
A run that dies in between leaves an entry that says what is still to be done.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemactl.errors import ServerError
from schemactl.vectors import ledger
from schemactl.vectors.compare import fault_of
from schemactl.vectors.encoding import as_text, numbers, point_id
from schemactl.vectors.session import Move, OnStep, OpenStore, Request, opened_move
from schemactl.vectors.store import open_store
from schemactl.vectors.values import MovedBack, Point, State, Step

_PASSES = 5
_PAUSE_SECONDS = 0.2


@dataclass(slots=True, kw_only=True)
class _Tally:
    """What became of the keys so far."""

    restored: int = 0
    newer: int = 0
    gone: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


def move_back(request: Request, on_step: OnStep, opener: OpenStore = open_store) -> MovedBack:
    """Bring the vectors of a column back from its store.

    What the store no longer has as it was is refused by name and stays where it is; the rest goes on.

    Args:
        request: What to bring back. `on_step`: told about progress. `opener`: opens the store.

    Raises:
        SchemactlError: See `schemactl.errors`.
    """
    with opened_move(request, on_step, opener, writes_rows=True, writes_store=not request.keep) as move:
        tally = _Tally()
        for number in range(_PASSES):
            tally.busy.clear()
            _pass_over(move, tally)
            if not tally.busy:
                break
            if number + 1 < _PASSES:
                time.sleep(_PAUSE_SECONDS)
        return MovedBack(
            column=str(move.column),
            store=move.entry.store,
            collection=move.entry.collection,
            restored=tally.restored,
            newer=tally.newer,
            gone=len(tally.gone),
            busy=len(tally.busy),
            refused=tuple(sorted(tally.refused.items())),
            silenced=move.silenced,
        )


def _pass_over(move: Move, tally: _Tally) -> None:
    last: str | None = None
    while rows := _entries(move, last):
        last = rows[-1][0]
        states = {key: state for key, _, state in rows}
        checksums = {key: checksum for key, checksum, state in rows if state is State.OUT}
        settled = [key for key, state in states.items() if state is not State.OUT]
        settled += _restore(move, checksums, tally) if checksums else []
        if not move.request.keep:
            _let_go(move, settled)


def _entries(move: Move, last: str | None) -> list[tuple[str, bytes, State]]:
    """Return the next entries in the order of their keys: what is out, and what an earlier run did not clear away."""
    column = move.column
    wanted = (
        f"AND EXISTS (SELECT FROM {column.table_sql} AS t"
        f" WHERE t.{column.key_sql} = v.key::{column.key_type} {move.condition})"
        if move.request.where
        else ""
    )
    command = (
        "SELECT v.key, v.checksum, v.state FROM schemactl.offloaded_vector AS v"
        " WHERE v.column_id = %(id)s AND (%(last)s::text IS NULL OR v.key > %(last)s::text)"
        f" AND (v.state <> 'kept' OR NOT %(keep)s) {wanted} ORDER BY v.key LIMIT %(batch)s"
    )
    parameters = {"id": move.entry.id, "last": last, "keep": move.request.keep, "batch": move.request.batch}
    rows = move.connection.execute(command.encode(), parameters).fetchall()
    move.on_step(Step.READ, len(rows))
    return [(key, bytes(checksum), State(state)) for key, checksum, state in rows]


def _restore(move: Move, checksums: Mapping[str, bytes], tally: _Tally) -> list[str]:
    """Put vectors back where the column is still empty; return the keys PostgreSQL has a vector for from now on."""
    ids = {key: point_id(key, move.column.key_type) for key in checksums}
    points = move.store.fetch(move.entry.collection, list(ids.values()))
    faults = {key: _fault(move, points.get(ids[key]), key, checksums[key]) for key in checksums}
    move.on_step(Step.COMPARED, len(points))
    with move.changing_rows():
        has_vector = _lock(move, list(checksums))
        newer = [key for key, there in has_vector.items() if there]
        empty = [key for key, there in has_vector.items() if not there]
        good = {key: points[ids[key]] for key in empty if not faults[key]}
        _write(move, good, checksums)
        settled = [*newer, *good]
        ledger.note_state(move.connection, move.entry, settled, State.KEPT if move.request.keep else State.RETURNED)
        existing = _existing(move, [key for key in checksums if key not in has_vector])
    move.on_step(Step.RESTORED, len(good))
    tally.restored += len(good)
    tally.newer += len(newer)
    tally.busy |= existing
    tally.gone |= checksums.keys() - has_vector.keys() - existing
    tally.refused |= {key: faults[key] for key in empty if faults[key]}
    return settled


def _fault(move: Move, point: Point | None, key: str, expected: bytes) -> str:
    return fault_of(point, key=key, expected=expected, kind=move.column.kind, distance=move.entry.shape.distance)


def _lock(move: Move, keys: Sequence[str]) -> dict[str, bool]:
    """Lock rows, passing by those that are locked; return by key whether there is a vector."""
    column = move.column
    command = (
        f"SELECT t.{column.key_sql}::text, t.{column.column_sql} IS NOT NULL FROM {column.table_sql} AS t"
        f" WHERE t.{column.key_sql} = ANY (%s::text[]::{column.key_type}[])"
        f" ORDER BY t.{column.key_sql} FOR NO KEY UPDATE SKIP LOCKED"
    )
    return {str(key): there for key, there in move.connection.execute(command.encode(), [list(keys)]).fetchall()}


def _write(move: Move, points: Mapping[str, Point], checksums: Mapping[str, bytes]) -> None:
    """Write vectors into locked rows and let PostgreSQL compute what it has now.

    Raises:
        ServerError: One of them differs from what was once removed; nothing of the batch was written.
    """
    column = move.column
    command = (
        f'UPDATE {column.table_sql} AS t SET {column.column_sql} = came."schemactl vector"::{column.type}'
        ' FROM unnest(%s::text[], %s::text[]) AS came ("schemactl key", "schemactl vector")'
        f' WHERE t.{column.key_sql} = came."schemactl key"::{column.key_type}'
        f" RETURNING t.{column.key_sql}::text, {column.checksum_sql}"
    )
    texts = [as_text(numbers(point.original, column.kind)) for point in points.values()]
    rows = move.connection.execute(command.encode(), [list(points), texts]).fetchall()
    if {str(key): bytes(found) for key, found in rows} != {key: checksums[key] for key in points}:
        raise ServerError(
            f"{column.table_name} does not take its vectors back as they were",
            hint="Nothing of this batch was written, and the store still has it. "
            "Look at the triggers and rules of the table.",
        )


def _existing(move: Move, keys: Sequence[str]) -> set[str]:
    column = move.column
    command = (
        f"SELECT t.{column.key_sql}::text FROM {column.table_sql} AS t"
        f" WHERE t.{column.key_sql} = ANY (%s::text[]::{column.key_type}[])"
    )
    return {str(row[0]) for row in move.connection.execute(command.encode(), [list(keys)]).fetchall()}


def _let_go(move: Move, keys: Sequence[str]) -> None:
    """Delete the points of vectors that PostgreSQL has, and then their entries."""
    if not keys:
        return
    move.store.delete(move.entry.collection, [point_id(key, move.column.key_type) for key in keys])
    move.on_step(Step.DELETED, len(keys))
    ledger.forget(move.connection, move.entry, keys)
    move.on_step(Step.FORGOTTEN, len(keys))
