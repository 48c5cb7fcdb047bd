"""Commands that write or read the same table again, put together: one ALTER TABLE goes over the rows once.

Which of them do was seen when they ran, and is not guessed. What is put together must be proven again: a command that
does not fit with another one stays by itself.
Source: PostgreSQL manual, ALTER TABLE: "multiple table changes can thereby be combined into a single pass over the
table".
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.lock import LockMode
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Phase, Statement, Verb
from schemactl.postgres.quoting import qualified

_PHASES = tuple(Phase)


def put_together(groups: tuple[TransactionGroup, ...]) -> tuple[TransactionGroup, ...]:
    """Return the groups with one command for each table, where several would write or read all of its rows.

    It takes the place of the last of them: what stands in the way of any was cleared by then. The groups are equal to
    those given when there is nothing to put together.

    Args:
        groups: Measured, in order.
    """
    return tuple(
        dataclasses.replace(group, statements=_in_one_transaction(group.statements)) if group.transactional else group
        for group in groups
    )


def _in_one_transaction(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    together: dict[int, Statement] = {}
    gone: set[int] = set()
    for run in _runs(statements):
        together[run[-1]] = _one([statements[place] for place in run])
        gone.update(run[:-1])
    return tuple(together.get(place, each) for place, each in enumerate(statements) if place not in gone)


def _runs(statements: tuple[Statement, ...]) -> Iterator[list[int]]:
    """Yield the places of commands that can be one. None crosses a statement about rows, which may count on it."""
    runs: dict[Address, list[int]] = {}
    for place, statement in enumerate(statements):
        if statement.verb in (Verb.DATA, Verb.MOVE) or statement.phase is Phase.MIGRATE:
            yield from _worth_it(statements, runs)
            runs = {}
        elif _goes_over_rows(statement) and _action(statement):
            runs.setdefault(statement.address, []).append(place)
    yield from _worth_it(statements, runs)


def _worth_it(statements: tuple[Statement, ...], runs: dict[Address, list[int]]) -> Iterator[list[int]]:
    for run in runs.values():
        # The type and the expression of one column are altered one after the other.
        rewriting = [statements[place] for place in run if _is_rewritten(statements[place])]
        written = [statement.column for statement in rewriting if statement.column]
        if len(run) > 1 and len(set(written)) == len(written):
            yield run


def _goes_over_rows(statement: Statement) -> bool:
    return statement.verb is Verb.ALTER and any(
        lock.rewritten or (lock.scanned and lock.mode is LockMode.ACCESS_EXCLUSIVE) for lock in statement.locks
    )


def _is_rewritten(statement: Statement) -> bool:
    return any(lock.rewritten for lock in statement.locks)


def _action(statement: Statement) -> str:
    """Return what follows ``ALTER TABLE name`` in a command of ours or migra's, or nothing for all others."""
    schema, name = statement.address.schema, statement.address.name
    spelt = qualified(schema, name)
    starts = (f"ALTER TABLE {spelt} ", f"alter table {spelt} ", f'alter table "{schema}"."{name}" ')
    found = next((start for start in starts if statement.sql.startswith(start)), "")
    return statement.sql.removeprefix(found) if found and statement.address.kind == "TABLE" else ""


def _one(statements: list[Statement]) -> Statement:
    """Return the command that does what several do; what each of them means for rows stays with it."""
    last = statements[-1]
    actions = ",\n    ".join(_action(statement) for statement in statements)
    return dataclasses.replace(
        last,
        sql=f"ALTER TABLE {qualified(last.address.schema, last.address.name)}\n    {actions}",
        cause="; ".join(dict.fromkeys(statement.cause for statement in statements)),
        phase=max((statement.phase for statement in statements), key=_PHASES.index),
        proposer=last.proposer if len({statement.proposer for statement in statements}) == 1 else "natives",
        column="",
        locks=(),
        traits=frozenset().union(*(statement.traits for statement in statements)),
        loses=tuple(dict.fromkeys(lost for statement in statements for lost in statement.loses)),
        question=None,
        together=tuple(dataclasses.replace(statement, locks=()) for statement in statements),
    )
