"""Where the vectors of a column are, and whether PostgreSQL, the ledger and the store agree about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemactl.vectors.compare import fault_of
from schemactl.vectors.encoding import point_id
from schemactl.vectors.session import Move, OnStep, OpenStore, Request, opened_move
from schemactl.vectors.store import open_store
from schemactl.vectors.values import Status, Step

_SHOWN = 5


def read_status(request: Request, on_step: OnStep, opener: OpenStore = open_store, *, verify: bool = False) -> Status:
    """Count in all three places. Changes nothing.

    Args:
        request: Which column. `on_step`, `opener`: as for the other commands.
        verify: Also read every point that only the store has, and compare its checksum.

    Raises:
        SchemactlError: See `schemactl.errors`.
    """
    with opened_move(request, on_step, opener) as move:
        counted = _count_rows(move)
        in_store = move.store.count(move.entry.collection)
        faults = dict(_faults(move)) if verify else {}
        return Status(
            column=str(move.column),
            store=move.entry.store,
            collection=move.entry.collection,
            in_store=in_store,
            compared=counted["out"] if verify else None,
            problems=(*_problems(counted, in_store), *_named(faults)),
            **counted,
        )


def _count_rows(move: Move) -> dict[str, int]:
    """Return what the table and the ledger say, by the names of `Status`."""
    column = move.column
    has, entry = f"t.{column.column_sql} IS NOT NULL", "v.column_id IS NOT NULL"
    row_is_there = f"t.{column.key_sql} IS NOT NULL"
    command = (
        f"SELECT count(*) FILTER (WHERE {has}),"
        f" count(*) FILTER (WHERE {row_is_there} AND NOT {has} AND v.state IS DISTINCT FROM 'out'),"
        f" count(*) FILTER (WHERE {row_is_there} AND NOT {has} AND v.state = 'out'),"
        f" count(*) FILTER (WHERE {has} AND v.state = 'out'),"
        f" count(*) FILTER (WHERE {entry} AND NOT {row_is_there}),"
        f" count(*) FILTER (WHERE {row_is_there} AND v.state = 'returned'),"
        f" count(*) FILTER (WHERE {row_is_there} AND v.state = 'kept')"
        f" FROM {column.table_sql} AS t FULL JOIN"
        " (SELECT * FROM schemactl.offloaded_vector WHERE column_id = %s) AS v"
        f" ON v.key::{column.key_type} = t.{column.key_sql}"
    )
    row: tuple[Any, ...] = move.connection.execute(command.encode(), [move.entry.id]).fetchone() or ()
    names = ("in_postgres", "without", "out", "newer", "gone", "returned", "kept")
    return dict(zip(names, map(int, row), strict=True))


def _problems(counted: Mapping[str, int], in_store: int) -> Iterator[str]:
    expected = sum(counted[name] for name in ("out", "newer", "gone", "returned", "kept"))
    if counted["returned"]:
        yield f"{counted['returned']} vectors are back, but a run ended before it cleared the store: run `back` again"
    elif in_store < expected:
        yield (
            f"the store has {in_store} points, the ledger {expected}: {expected - in_store} are lost; "
            "`status --verify` names them, the store's backup may have them"
        )
    elif in_store > expected:
        yield (
            f"the store has {in_store} points, the ledger {expected}: a run of `out` ended early; "
            "run it again, or `prune`"
        )
    if counted["gone"]:
        yield f"{counted['gone']} rows were deleted, their vectors were not: run `prune`"


def _named(faults: Mapping[str, str]) -> Iterator[str]:
    for key, fault in list(faults.items())[:_SHOWN]:
        yield f"row {key}: {fault}"
    if len(faults) > _SHOWN:
        yield f"and {len(faults) - _SHOWN} rows more"


def _faults(move: Move) -> Iterator[tuple[str, str]]:
    """Yield key and fault of every vector that only the store has, and has no longer as it was."""
    command = (
        "SELECT v.key, v.checksum FROM schemactl.offloaded_vector AS v"
        " WHERE v.column_id = %(id)s AND v.state = 'out' AND (%(last)s::text IS NULL OR v.key > %(last)s::text)"
        " ORDER BY v.key LIMIT %(batch)s"
    )
    last: str | None = None
    while rows := move.connection.execute(
        command.encode(), {"id": move.entry.id, "last": last, "batch": move.request.batch}
    ).fetchall():
        last = rows[-1][0]
        ids = {str(key): point_id(str(key), move.column.key_type) for key, _ in rows}
        points = move.store.fetch(move.entry.collection, list(ids.values()))
        move.on_step(Step.COMPARED, len(rows))
        for key, expected in rows:
            kind, distance = move.column.kind, move.entry.shape.distance
            fault = fault_of(points.get(ids[key]), key=key, expected=bytes(expected), kind=kind, distance=distance)
            if fault:
                yield key, fault
