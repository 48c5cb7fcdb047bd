"""Questions to ask of the live rows before the first statement, so that a plan does not fail half-way through.

Rehearsal has no rows, so it cannot see these; each question counts the rows in the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemactl.model.address import Address
from schemactl.model.lock import LockMode
from schemactl.model.plan import PreflightQuestion, TransactionGroup
from schemactl.model.statement import (
    ROW_KEY,
    ROW_LIMIT,
    SHOWN_ROWS,
    Phase,
    RowQuestion,
    Statement,
    Trait,
    TransactionRule,
    Verb,
)
from schemactl.postgres.quoting import identifier, qualified


def questions(groups: tuple[TransactionGroup, ...]) -> tuple[PreflightQuestion, ...]:
    """Return the questions of a plan in statement order.

    Nothing is asked about tables and columns the plan itself moves, makes, drops or fills, nor about tables whose rows
    one of its data steps changes or that get a partition: their rows look different by then.
    """
    statements = tuple(part for group in groups for statement in group.statements for part in statement.parts)
    unsettled = _unsettled(statements)
    added = {(s.address, s.column) for s in statements if Trait.ADDS_COLUMN in s.traits or s.batches}
    asked = (
        q for s in statements if s.address not in unsettled and (s.address, s.column) not in added for q in _ask(s)
    )
    required = (q for s in statements if s.address not in unsettled for q in _required(s))
    own = (
        PreflightQuestion(sql=question.sql, message=question.message, address=s.address, examples=question.examples)
        for s in statements
        if (question := s.question) and _can_be_asked(question, statements, unsettled)
    )
    return (*asked, *required, *dict.fromkeys(own))


def keep_their_place(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the commands that must not come last, after what is lost: they may fail, and nobody can ask beforehand.

    In their place they share a transaction with the losses, and a failure takes these back.
    """
    if not any(statement.loses for statement in statements):
        return frozenset()
    moves_rows = any(statement.phase is Phase.MIGRATE for statement in statements)
    unsettled = _unsettled(statements)
    return frozenset(
        s.sql
        for s in statements
        if s.transaction in (TransactionRule.LAST, TransactionRule.LAST_OUTSIDE)
        and Trait.READS_ALL_ROWS in s.traits
        and (moves_rows or not (s.column or (s.question and _can_be_asked(s.question, statements, unsettled))))
    )


def _unsettled(statements: Sequence[Statement]) -> frozenset[Address]:
    """Return the tables whose rows nobody knows before the plan runs."""
    unsettled = {s.address for s in statements if s.verb in (Verb.CREATE, Verb.MOVE) or s.phase is Phase.MIGRATE}
    unsettled |= {s.address for s in statements if s.verb is Verb.DROP and s.address.kind == "TABLE"}
    unsettled |= {Address("TYPE", a.schema, a.parent) for a in unsettled if a.kind == "ENUM VALUE"}
    written = frozenset(table for s in statements if _changes_rows(s) for table in _written(s))
    moved = {address.name for address in unsettled if address.kind == "SCHEMA"}
    about = {s.address for s in statements} | {read[0] for s in statements if s.question for read in s.question.reads}
    return frozenset(unsettled | {a for a in about if a.schema in moved or qualified(a.schema, a.name) in written})


def _can_be_asked(question: RowQuestion, statements: Sequence[Statement], unsettled: frozenset[Address]) -> bool:
    """Return whether what a question reads is the same in the live database as when its statement runs."""
    altered = {
        (s.address, s.column)
        for s in statements
        if s.column and Trait.READS_ALL_ROWS not in s.traits and s.question != question
    }
    return not any(read[0] in unsettled or read in altered for read in question.reads)


def _changes_rows(statement: Statement) -> bool:
    return statement.phase is Phase.MIGRATE or statement.address.kind == "TABLE ATTACH"


def _written(statement: Statement) -> frozenset[str]:
    """Return the tables whose rows a statement changes: a data step names none, but rehearsal saw what it locked.

    A partition keeps its rows when it is attached, and so does the default partition that is looked through for it.
    """
    locked = {lock.relation for lock in statement.locks if lock.mode >= LockMode.ROW_EXCLUSIVE}
    if statement.address.kind == "TABLE ATTACH":
        read = statement.question.reads if statement.question else ()
        locked -= {qualified(a.schema, a.name) for a in (statement.address, *(table for table, _ in read))}
    return frozenset(locked)


def _ask(statement: Statement) -> Iterator[PreflightQuestion]:
    if Trait.READS_ALL_ROWS in statement.traits and statement.column and not statement.question:
        name = qualified(statement.address.schema, statement.address.name)
        column = identifier(statement.column)
        rows = f"FROM {name} AS r WHERE r.{column} IS NOT DISTINCT FROM NULL LIMIT"
        yield PreflightQuestion(
            sql=f"SELECT count(*) FROM (SELECT {rows} {ROW_LIMIT}) AS found",
            examples=f"SELECT {ROW_KEY} {rows} {SHOWN_ROWS}",
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
