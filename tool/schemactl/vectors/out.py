"""From PostgreSQL to the store: copy, look at what was really kept, and only then remove.

A vector is removed in the transaction that enters it into the ledger, under the row's lock, and only if it still is the
one that was copied. Whatever happens in between, PostgreSQL has the vector, or the ledger says where it is.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemactl.errors import ServerError, StoreError
from schemactl.postgres.quoting import identifier, literal
from schemactl.vectors import ledger
from schemactl.vectors.compare import fault_of
from schemactl.vectors.encoding import numbers, point_id
from schemactl.vectors.session import Move, OnStep, OpenStore, Request, opened_move
from schemactl.vectors.store import open_store
from schemactl.vectors.values import MovedOut, Point, PointId, Step, in_command

_PASSES = 5
_PAUSE_SECONDS = 0.2
_VECTORS_PER_ROUND = 10_000
"""After so many the store is opened anew: a directory is then read from disk, which takes a second per 10,000."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """A vector that was written to the store; its bytes are there, and still in PostgreSQL."""

    id: PointId
    key: str
    checksum: bytes


def move_out(request: Request, on_step: OnStep, opener: OpenStore = open_store) -> MovedOut:
    """Move the vectors of a column to a store.

    Rows that are locked or changed meanwhile are tried again, a few times, and then left as they are.

    Args:
        request: What to move where. `on_step`: told about progress. `opener`: opens the store.

    Raises:
        StoreError: The store does not have what was written to it; what it does not have was not removed.
        SchemactlError: See `schemactl.errors`.
    """
    with opened_move(request, on_step, opener, creates=True, writes_rows=True, writes_store=True) as move:
        moved, left = 0, set[str]()
        for number in range(_PASSES):
            done, undone = _pass_over(move)
            moved += len(done)
            left = (left | undone) - done
            if not undone:
                break
            if number + 1 < _PASSES:
                time.sleep(_PAUSE_SECONDS)
        # PostgreSQL has these, or their rows are gone: the copies are nobody's.
        _delete_copies(move, sorted(left))
        return MovedOut(
            column=str(move.column),
            store=move.entry.store,
            collection=move.entry.collection,
            moved=moved,
            left=_count_vectors(move, sorted(left)),
            silenced=move.silenced,
        )


def _pass_over(move: Move) -> tuple[set[str], set[str]]:
    """Go once through the table; return the keys whose vectors were moved and those that had to be left."""
    done, undone = set[str](), set[str]()
    last: str | None = None
    while True:
        batches: list[list[_Copy]] = []
        while sum(len(batch) for batch in batches) < _VECTORS_PER_ROUND and (copied := _copy_batch(move, last)):
            batches.append(copied)
            last = copied[-1].key
        if not batches:
            return done, undone
        move.store.reopen()
        move.on_step(Step.REOPENED, 0)
        for batch in batches:
            removed = _remove(move, batch)
            done |= removed
            undone |= {copy.key for copy in batch} - removed


def _copy_batch(move: Move, last: str | None) -> list[_Copy]:
    """Write the next vectors in the order of the key to the store."""
    rows = _read(move, last)
    move.on_step(Step.READ, len(rows))
    if not rows:
        return []
    keys = [str(row[0]) for row in rows]
    # PostgreSQL has got newer vectors than the ones that may once have been moved.
    ledger.forget(move.connection, move.entry, keys)
    points = [
        Point(
            id=point_id(key, move.column.key_type),
            key=key,
            vector=numbers(original, move.column.kind),
            original=original,
            payload=payload,
        )
        for key, (_, original, _, payload) in zip(keys, rows, strict=True)
    ]
    move.store.upsert(move.entry.collection, points)
    move.on_step(Step.COPIED, len(points))
    return [_Copy(id=p.id, key=p.key, checksum=row[2]) for p, row in zip(points, rows, strict=True)]


def _read(move: Move, last: str | None) -> list[tuple[Any, ...]]:
    """Return key, bytes, checksum and payload of the next rows that have a vector."""
    column = move.column
    payload = in_command(", ".join(f"{literal(name)}, t.{identifier(name)}" for name in move.request.payload))
    beyond = f"AND t.{column.key_sql} > %(last)s::{column.key_type}" if last is not None else ""
    command = (
        f"SELECT t.{column.key_sql}::text, {column.send}(t.{column.column_sql}), {column.checksum_sql},"
        f" pg_catalog.jsonb_build_object({payload})"
        f" FROM {column.table_sql} AS t WHERE t.{column.column_sql} IS NOT NULL {beyond} {move.condition}"
        f" ORDER BY t.{column.key_sql} LIMIT %(batch)s"
    )
    return move.connection.execute(
        command.encode(), {"last": last, "batch": move.request.batch}, binary=True
    ).fetchall()


def _remove(move: Move, batch: Sequence[_Copy]) -> set[str]:
    """Remove from PostgreSQL what the store verifiably has; return the keys.

    Raises:
        StoreError: The store lacks some of it, or has it otherwise; nothing of the batch was removed.
    """
    _require_copies(move, batch)
    move.on_step(Step.COMPARED, len(batch))
    column, checksums = move.column, {copy.key: copy.checksum for copy in batch}
    with move.changing_rows():
        unchanged = _lock_unchanged(move, checksums)
        expected = [checksums[key] for key in unchanged]
        ledger.note_out(move.connection, move.entry, unchanged, expected)
        command = (
            f"UPDATE {column.table_sql} AS t SET {column.column_sql} = NULL"
            f" WHERE t.{column.key_sql} = ANY (%s::text[]::{column.key_type}[])"
            f" RETURNING t.{column.column_sql} IS NULL"
        )
        nulls = [row[0] for row in move.connection.execute(command.encode(), [unchanged]).fetchall()]
        if nulls != [True] * len(unchanged):
            raise ServerError(
                f"{column.table_name} does not let its vectors go: a trigger or rule keeps them",
                hint="Nothing of this batch was removed. Look at the triggers and rules of the table.",
            )
    move.on_step(Step.REMOVED, len(unchanged))
    return set(unchanged)


def _lock_unchanged(move: Move, checksums: dict[str, bytes]) -> list[str]:
    """Lock the rows whose vector is still the copied one and return their keys. Locked rows are passed by.

    The condition of a row that changed while we waited for nothing is evaluated again on its newest version (PostgreSQL
    manual, Read Committed Isolation Level).
    """
    column = move.column
    # Names no table has, so that the request's condition cannot mean them.
    command = (
        f"SELECT t.{column.key_sql}::text FROM {column.table_sql} AS t"
        ' JOIN unnest(%(keys)s::text[], %(checksums)s::bytea[]) AS copied ("schemactl key", "schemactl checksum")'
        f' ON t.{column.key_sql} = copied."schemactl key"::{column.key_type}'
        f' WHERE {column.checksum_sql} = copied."schemactl checksum" {move.condition}'
        f" ORDER BY t.{column.key_sql} FOR NO KEY UPDATE OF t SKIP LOCKED"
    )
    parameters = {"keys": list(checksums), "checksums": list(checksums.values())}
    return [str(row[0]) for row in move.connection.execute(command.encode(), parameters).fetchall()]


def _require_copies(move: Move, batch: Sequence[_Copy]) -> None:
    points = move.store.fetch(move.entry.collection, [copy.id for copy in batch])
    faults = {
        copy.key: fault
        for copy in batch
        if (
            fault := fault_of(
                points.get(copy.id),
                key=copy.key,
                expected=copy.checksum,
                kind=move.column.kind,
                distance=move.entry.shape.distance,
            )
        )
    }
    if faults:
        key, fault = next(iter(faults.items()))
        raise StoreError(
            f"the store does not have {len(faults)} of {len(batch)} vectors as they were written; "
            f"the first is of row {key}: {fault}",
            hint="None of them was removed from PostgreSQL. Look whether something else writes to "
            f"collection {move.entry.collection}, and run the command again.",
        )


def _delete_copies(move: Move, keys: Sequence[str]) -> None:
    for start in range(0, len(keys), move.request.batch):
        some = keys[start : start + move.request.batch]
        move.store.delete(move.entry.collection, [point_id(key, move.column.key_type) for key in some])


def _count_vectors(move: Move, keys: Sequence[str]) -> int:
    column = move.column
    command = (
        f"SELECT count(*) FROM {column.table_sql} AS t WHERE t.{column.column_sql} IS NOT NULL"
        f" AND t.{column.key_sql} = ANY (%s::text[]::{column.key_type}[])"
    )
    row = move.connection.execute(command.encode(), [list(keys)]).fetchone()
    return int(row[0]) if row else 0
