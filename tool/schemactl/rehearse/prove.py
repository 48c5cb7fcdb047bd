"""Proof: the exact plan, group by group as `apply` would run it, on a fresh clone.

Locks are measured on the way, and held against what is known of each command (`schemactl.rehearse.known_locks`).
"""

from __future__ import annotations

import dataclasses
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from schemactl.errors import ProofFailed
from schemactl.model.batches import Batches
from schemactl.model.lock import RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement
from schemactl.postgres.batches import batch_command, stored_relations
from schemactl.postgres.connect import first_line
from schemactl.rehearse.known_locks import surprises
from schemactl.rehearse.measure import Watch

if TYPE_CHECKING:
    import psycopg


def run_groups(
    connection: psycopg.Connection[Any], groups: tuple[TransactionGroup, ...]
) -> tuple[TransactionGroup, ...]:
    """Run transaction groups on a fresh clone and return them with the locks each statement was seen to take.

    Args:
        connection: A session on the clone, in autocommit mode.
        groups: The plan.

    Raises:
        ProofFailed: The server refuses a statement in this order, or a statement locks, reads or writes more than is
            known of it.
    """
    return tuple(dataclasses.replace(group, statements=_run_group(connection, group)) for group in groups)


def _run_group(connection: psycopg.Connection[Any], group: TransactionGroup) -> tuple[Statement, ...]:
    import psycopg

    measured = []
    watch = Watch(connection)
    for statement in group.statements:
        try:
            measured.append(_run(connection, statement, watch, transactional=group.transactional))
        except psycopg.Error as error:
            raise ProofFailed(
                f"the plan failed on a fresh clone: {first_line(error)} (in: {statement.sql.strip()[:200]})",
                hint="This is a fault of schemactl and nothing was changed: please report it with both schemas.",
            ) from error
    return tuple(measured)


def _run(connection: psycopg.Connection[Any], statement: Statement, watch: Watch, *, transactional: bool) -> Statement:
    """Run one statement; every one gets its own transaction here, so that its locks are its own.

    Asking for binary results makes psycopg use the extended protocol, which takes one command a message, as `apply`
    does.
    """
    if statement.batches:
        return dataclasses.replace(statement, locks=_first_batches(connection, statement, statement.batches, watch))
    if not transactional:
        connection.execute(statement.sql.encode(), binary=True)
        watch.look()
        return statement
    with connection.transaction():
        connection.execute(statement.sql.encode(), binary=True)
        if statement.verify:
            connection.execute(statement.verify.encode())
        locks = watch.locks_held(statement)
        _require_known(connection, statement, locks)
    return dataclasses.replace(statement, locks=locks)


def _require_known(connection: psycopg.Connection[Any], statement: Statement, locks: tuple[RelationLock, ...]) -> None:
    """Let the proof fail when a statement does more to others than is known of it."""

    def members(relation: str) -> frozenset[str]:
        rows = connection.execute(_members(), {"relation": relation}).fetchall()
        return frozenset(str(row[0]) for row in rows)

    found = surprises(statement, locks, members)
    if found:
        version = connection.info.parameter_status("server_version") or "?"
        raise ProofFailed(
            f"PostgreSQL {version} locks more than is known: {'; '.join(found)} (in: {statement.sql.strip()[:200]})",
            hint="Nothing was changed: nobody can say what this plan would block. Please report it with both schemas.",
        )


@cache
def _members() -> bytes:
    return files("schemactl.rehearse").joinpath("members.sql").read_bytes()


def _first_batches(
    connection: psycopg.Connection[Any], statement: Statement, batches: Batches, watch: Watch
) -> tuple[RelationLock, ...]:
    """Run a batch on every table that would hold rows, as `apply` does, and return the locks of all."""
    with connection.transaction():
        for name, *_ in connection.execute(stored_relations(batches).encode()).fetchall():
            command = batch_command(batches, name, after="(0,0)", before="(1,0)", rows=1, patient=False)
            connection.execute(command.encode(), binary=True)
        return watch.locks_held(statement)
