"""The swap: in one transaction under lock the twin takes the source's name, and everything that points there follows.

The window is short because the rows are there already: it holds locks for the last look, some renaming, and the
materialized views that read the table, which are computed again. Foreign keys are made NOT VALID in it and proven
afterwards, while the application works.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from schemactl.errors import CannotPlan, ProofFailed, UsageError
from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.quoting import MAX_IDENTIFIER_BYTES, identifier, literal, qualified
from schemactl.repartition import mirror
from schemactl.repartition.compare import compare, compare_counts
from schemactl.repartition.events import Swapped, Validated
from schemactl.repartition.followers import (
    Followers,
    create_followers,
    drop_followers,
    find_followers,
    read_followers,
)
from schemactl.repartition.incoming import IncomingKey, read_incoming, require_agreement
from schemactl.repartition.move import is_intact
from schemactl.repartition.session import Session, query
from schemactl.repartition.state import forget_move, save_move
from schemactl.repartition.values import Move, Pair, old_name, old_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Everything a swap needs to know before it takes locks.

    Attributes:
        keys: Foreign keys that point at the source. `followers`: what else has to follow.
        renames: Commands that name the twin's parts after the source.
        recheck: Whether all rows are compared once more under the locks.
    """

    keys: tuple[IncomingKey, ...]
    followers: Followers
    renames: tuple[str, ...]
    recheck: bool


def prepare_swap(session: Session, pair: Pair, snapshot: Snapshot, *, recheck: bool) -> Preparation:
    """Look whether everything can follow, without any lock.

    Raises:
        CannotPlan: Something cannot follow; it is named.
        Blocked: Rows of other tables contradict the foreign keys they will have.
    """
    if session.value("SELECT pg_catalog.to_regclass(%s) IS NOT NULL", old_table(pair.source.name)):
        raise UsageError(
            f"{old_table(pair.source.name)} is still there from an earlier swap",
            hint="Drop it when nobody needs it any more.",
        )
    keys = read_incoming(session, pair)
    require_agreement(session, pair, keys)
    return Preparation(
        keys=keys,
        followers=read_followers(session, pair, snapshot),
        renames=tuple(_renames(session, pair)),
        recheck=recheck,
    )


def swap(session: Session, pair: Pair, move: Move, preparation: Preparation) -> Move:
    """Swap the tables; from its commit on the application works with the partitioned one.

    Raises:
        ProofFailed: The twin is not equal to the source after all; nothing was changed.
        LockNotObtained: The application never let go of the tables; nothing was changed.
    """
    swapped, began = session.attempt("swapping", partial(_swap, session, pair, move, preparation))
    session.on_event(Swapped(window_ms=round((time.monotonic() - began) * 1000)))
    return swapped


def finish(session: Session, move: Move) -> Move:
    """Do what is still due after a swap: prove the new foreign keys, each in a transaction of its own."""
    while move.pending:
        command, *rest = move.pending
        later = dataclasses.replace(move, pending=tuple(rest))

        def work(command: str = command, later: Move = later) -> None:
            session.run(command)
            save_move(session, later)

        session.attempt(command, work)
        session.on_event(Validated(command=command))
        move = later
    return move


def drop_old(session: Session, move: Move, old: str) -> None:
    """Drop the source, which was kept aside since the swap, and forget the move."""

    def work() -> None:
        session.run(f"DROP TABLE IF EXISTS {old}")
        forget_move(session, move.source)

    session.attempt("dropping the old table", work)


def _swap(session: Session, pair: Pair, move: Move, preparation: Preparation) -> tuple[Move, float]:
    _lock(session, pair, preparation.keys)
    began = time.monotonic()
    if not is_intact(session, pair, move):
        raise ProofFailed("somebody changed the mirror, so that writes may be missing", hint="Move again first.")
    if find_followers(session, pair) != preparation.followers.found:
        raise CannotPlan("what depends on the table has changed in the last seconds", hint="Run this again.")
    if preparation.recheck:
        compare(session, pair)
    compare_counts(session, pair)
    mirror.remove(session, move)
    drop_followers(session, pair, preparation.followers)
    for key in preparation.keys:
        session.run(key.drop)
    _exchange(session, pair, preparation.renames)
    for key in preparation.keys:
        for command in key.create(pair.source.sql):
            session.run(command)
    create_followers(session, preparation.followers)
    swapped = dataclasses.replace(move, phase="swapped", pending=tuple(key.validate for key in preparation.keys))
    save_move(session, swapped)
    return swapped, began


def _lock(session: Session, pair: Pair, keys: tuple[IncomingKey, ...]) -> None:
    """Lock all tables, or give up when all of it takes longer than one wait may: others queue behind us meanwhile."""
    milliseconds = round(session.lock_timeout / timedelta(milliseconds=1))
    session.run(f"SET LOCAL statement_timeout = {milliseconds}")
    # Children first, as the application comes from there: who writes a note asks for its book last.
    tables = [*sorted({key.child for key in keys}), pair.source.sql, pair.twin.sql]
    session.run(f"LOCK TABLE {', '.join(tables)} IN ACCESS EXCLUSIVE MODE")
    session.run("SET LOCAL statement_timeout = 0")


def _exchange(session: Session, pair: Pair, renames: tuple[str, ...]) -> None:
    """Put the source aside with all its parts and give its name to the twin."""
    comment = session.value("SELECT pg_catalog.obj_description(%s, 'pg_class')", pair.source.oid)
    sequences = session.rows(query("sequences"), source=pair.source.oid, twin=pair.twin.oid)
    kept = [(column, sequence) for column, sequence, twins in sequences if not twins]
    for _, sequence, twins in sequences:
        if twins:
            session.run(f"SELECT pg_catalog.setval({literal(twins)}::regclass, last_value, is_called) FROM {sequence}")
    for _, sequence in kept:
        session.run(f"ALTER SEQUENCE {sequence} OWNED BY NONE")
    session.run(f"ALTER TABLE {pair.source.sql} RENAME TO {identifier(old_name(pair.source.name))}")
    session.run(f"ALTER TABLE {qualified(pair.source.schema, old_name(pair.source.name))} SET SCHEMA {HISTORY_SCHEMA}")
    for command in renames:
        session.run(command)
    session.run(f"ALTER TABLE {pair.twin.sql} RENAME TO {identifier(pair.source.name)}")
    session.run(f"COMMENT ON TABLE {pair.source.sql} IS {literal(comment) if comment else 'NULL'}")
    for column, sequence in kept:
        session.run(f"ALTER SEQUENCE {sequence} OWNED BY {pair.source.sql}.{identifier(column)}")


def _renames(session: Session, pair: Pair) -> Iterator[str]:
    for holder, relation, part, name in session.rows(query("renames"), oid=pair.twin.oid, name=pair.twin.name):
        renamed = pair.renamed(name)
        if len(renamed.encode()) > MAX_IDENTIFIER_BYTES:
            raise CannotPlan(f"{name} would become {renamed}, which is too long", hint="Give it another name.")
        if part == "ON":
            yield f"ALTER {holder} {identifier(name)} ON {relation} RENAME TO {identifier(renamed)}"
        else:
            which = f"CONSTRAINT {identifier(name)} " if part else ""
            yield f"ALTER {holder} {relation} RENAME {which}TO {identifier(renamed)}"
