"""Questions to ask of the live rows before the first statement, so that a plan does not fail half-way through.

Rehearsal has no rows, so it cannot see these; each question counts the rows in the way.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.lock import LockMode
from schemactl.model.plan import PreflightQuestion, TransactionGroup
from schemactl.model.statement import ROW_LIMIT, Phase, Statement, Trait, Verb
from schemactl.postgres.quoting import identifier, qualified


def questions(groups: tuple[TransactionGroup, ...]) -> tuple[PreflightQuestion, ...]:
    """Return the questions of a plan in statement order.

    Nothing is asked about tables and columns the plan itself moves, makes or fills, nor about tables whose rows one of
    its data steps changes or that get a partition: their rows look different by then.
    """
    statements = [statement for group in groups for statement in group.statements]
    unsettled = {s.address for s in statements if s.verb in (Verb.CREATE, Verb.MOVE) or s.phase is Phase.MIGRATE}
    written = frozenset(table for s in statements if _changes_rows(s) for table in _written(s))
    moved = {address.name for address in unsettled if address.kind == "SCHEMA"}
    about = {s.address for s in statements} | {read[0] for s in statements if s.question for read in s.question.reads}
    unsettled |= {a for a in about if a.schema in moved or qualified(a.schema, a.name) in written}
    added = {(s.address, s.column) for s in statements if Trait.ADDS_COLUMN in s.traits}
    altered = {(s.address, s.column) for s in statements if s.column and Trait.READS_ALL_ROWS not in s.traits}
    asked = (
        q for s in statements if s.address not in unsettled and (s.address, s.column) not in added for q in _ask(s)
    )
    required = (q for s in statements if s.address not in unsettled for q in _required(s))
    own = (
        PreflightQuestion(sql=s.question.sql, message=s.question.message, address=s.address)
        for s in statements
        if s.question and not any(read[0] in unsettled or read in altered for read in s.question.reads)
    )
    return (*asked, *required, *dict.fromkeys(own))


def _changes_rows(statement: Statement) -> bool:
    return statement.phase is Phase.MIGRATE or statement.address.kind == "TABLE ATTACH"


def _written(statement: Statement) -> frozenset[str]:
    """Return the tables whose rows a statement changes: a data step names none, but rehearsal saw what it locked."""
    return frozenset(lock.relation for lock in statement.locks if lock.mode >= LockMode.ROW_EXCLUSIVE)


def _ask(statement: Statement) -> Iterator[PreflightQuestion]:
    if Trait.READS_ALL_ROWS in statement.traits and statement.column:
        name = qualified(statement.address.schema, statement.address.name)
        column = identifier(statement.column)
        rows = f"SELECT FROM {name} WHERE {column} IS NOT DISTINCT FROM NULL LIMIT {ROW_LIMIT}"
        yield PreflightQuestion(
            sql=f"SELECT count(*) FROM ({rows}) AS found",
            message=f"{{count}} rows of {name} have NULL in {column}, which is to be NOT NULL",
            address=Address("TABLE", statement.address.schema, statement.address.name),
        )


def _required(statement: Statement) -> Iterator[PreflightQuestion]:
    if Trait.REQUIRES_VALUE in statement.traits:
        name = qualified(statement.address.schema, statement.address.name)
        yield PreflightQuestion(
            sql=f"SELECT count(*) FROM (SELECT FROM {name} LIMIT 1) AS found",
            message=f"{name} holds rows; its new column {identifier(statement.column)} is NOT NULL without a default",
            address=Address("TABLE", statement.address.schema, statement.address.name),
        )
