"""Clearing the store of what nobody needs: points of rows that were deleted, and copies a broken run left behind."""

from __future__ import annotations

from schemactl.vectors.session import Move, OnStep, OpenStore, Request, opened_move
from schemactl.vectors.store import open_store
from schemactl.vectors.values import Pruned, Step


def prune(request: Request, on_step: OnStep, opener: OpenStore = open_store) -> Pruned:
    """Delete every point that is not the only place of an existing row's vector.

    Part of erasing a user: PostgreSQL cascades to every table, but not to a store outside.

    Raises:
        SchemactlError: See `schemactl.errors`.
    """
    with opened_move(request, on_step, opener, writes_store=True) as move:
        forgotten = _forget_needless(move)
        move.on_step(Step.FORGOTTEN, forgotten)
        return Pruned(
            column=str(move.column),
            store=move.entry.store,
            collection=move.entry.collection,
            forgotten=forgotten,
            deleted=_delete_unknown(move),
        )


def _forget_needless(move: Move) -> int:
    """Delete the entries whose row is gone or has a vector; return how many."""
    column = move.column
    row = f"FROM {column.table_sql} AS t WHERE t.{column.key_sql} = v.key::{column.key_type}"
    command = (
        "DELETE FROM schemactl.offloaded_vector AS v WHERE v.column_id = %s AND"
        f" (v.state <> 'out' OR NOT EXISTS (SELECT {row})"
        f" OR EXISTS (SELECT {row} AND t.{column.column_sql} IS NOT NULL))"
    )
    return move.connection.execute(command.encode(), [move.entry.id]).rowcount


def _delete_unknown(move: Move) -> int:
    """Delete the points the ledger does not know; return how many. The entries go first, so a broken run is resumed."""
    deleted = 0
    for page in move.store.scan(move.entry.collection):
        known = {
            str(row[0])
            for row in move.connection.execute(
                "SELECT key FROM schemactl.offloaded_vector WHERE column_id = %s AND key = ANY (%s)",
                [move.entry.id, [key for _, key in page]],
            ).fetchall()
        }
        unknown = [id_ for id_, key in page if key not in known]
        move.store.delete(move.entry.collection, unknown)
        move.on_step(Step.DELETED, len(unknown))
        deleted += len(unknown)
    return deleted
