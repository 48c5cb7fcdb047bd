"""Proof: the exact plan, group by group as `apply` would run it, on a fresh clone; locks are measured on the way."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from schemactl.errors import ProofFailed
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement
from schemactl.postgres.connect import first_line
from schemactl.rehearse.measure import Look, locks_held, look

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
        ProofFailed: The server refuses a statement in this order.
    """
    return tuple(dataclasses.replace(group, statements=_run_group(connection, group)) for group in groups)


def _run_group(connection: psycopg.Connection[Any], group: TransactionGroup) -> tuple[Statement, ...]:
    import psycopg

    measured = []
    seen = look(connection)
    for statement in group.statements:
        try:
            done, seen = _run(connection, statement, seen, transactional=group.transactional)
            measured.append(done)
        except psycopg.Error as error:
            raise ProofFailed(
                f"the plan failed on a fresh clone: {first_line(error)} (in: {statement.sql.strip()[:200]})",
                hint="This is a fault of schemactl and nothing was changed: please report it with both schemas.",
            ) from error
    return tuple(measured)


def _run(
    connection: psycopg.Connection[Any], statement: Statement, before: Look, *, transactional: bool
) -> tuple[Statement, Look]:
    """Run one statement; every one gets its own transaction here, so that its locks are its own.

    Asking for binary results makes psycopg use the extended protocol, which takes one command a message, as `apply`
    does.
    """
    if not transactional:
        connection.execute(statement.sql.encode(), binary=True)
        return statement, look(connection)
    with connection.transaction():
        connection.execute(statement.sql.encode(), binary=True)
        if statement.verify:
            connection.execute(statement.verify.encode())
        after = look(connection)
        locks = locks_held(connection, before, after, statement)
    return dataclasses.replace(statement, locks=locks), after
