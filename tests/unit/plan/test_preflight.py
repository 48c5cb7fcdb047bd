"""What is asked of the live rows before a plan begins."""

from __future__ import annotations

import dataclasses

import pytest

from schemactl.model.address import Address
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Phase, RowQuestion, Statement, Trait, TransactionRule, Verb
from schemactl.plan.arrange import arrange
from schemactl.plan.preflight import questions
from tests.unit.builders import a_statement

NOT_NULL = a_statement(
    address=Address("TABLE", "app", "notes"), column="owner", traits=frozenset({Trait.READS_ALL_ROWS})
)


@pytest.mark.parametrize(
    ("mode", "phase", "asked"),
    [
        (LockMode.ROW_EXCLUSIVE, Phase.MIGRATE, 0),
        (LockMode.ACCESS_SHARE, Phase.MIGRATE, 1),
        (LockMode.ACCESS_EXCLUSIVE, Phase.CONTRACT, 1),
    ],
    ids=["a data step changes its rows", "a data step reads its rows", "another statement locks the table"],
)
def test_rows_that_a_data_step_changes_are_not_asked_about(mode: LockMode, phase: Phase, asked: int) -> None:
    """Whether a column holds NULL is asked beforehand, unless rehearsal saw the plan itself change the table's rows."""
    step = a_statement(
        address=Address("DATA STEP", "", "owners"),
        verb=Verb.DATA,
        phase=phase,
        locks=(RelationLock(relation="app.notes", mode=mode),),
    )
    assert len(questions((TransactionGroup(statements=(step, NOT_NULL)),))) == asked


ORPHANS = RowQuestion(sql="SELECT 0", message="{count} rows", reads=((Address("TABLE", "app", "notes"), "owner"),))
VALIDATE = a_statement(
    sql="ALTER TABLE app.notes VALIDATE CONSTRAINT k",
    address=Address("FK CONSTRAINT", "app", "notes k", "notes"),
    transaction=TransactionRule.LAST,
    traits=frozenset({Trait.READS_ALL_ROWS}),
    question=ORPHANS,
)
LOSS = a_statement(sql="DROP TABLE app.old", address=Address("TABLE", "app", "old"), verb=Verb.DROP, loses=("app.old",))
FILLS = a_statement(sql="UPDATE app.notes SET owner = 1", address=Address("DATA STEP", "", "f"), phase=Phase.MIGRATE)
RETYPED = a_statement(
    sql="ALTER TABLE app.notes ALTER owner TYPE text", address=Address("TABLE", "app", "notes"), column="owner"
)


REBUILD = a_statement(sql="LOCK TABLE app.old", address=Address("TABLE", "app", "old"), loses=("app.old.a",))


@pytest.mark.parametrize(
    ("before", "groups"),
    [
        ((), [[VALIDATE]]),
        ((LOSS,), [[LOSS], [VALIDATE]]),
        ((RETYPED,), [[RETYPED], [VALIDATE]]),
        ((RETYPED, LOSS), [[RETYPED], [VALIDATE], [LOSS]]),
        ((FILLS, LOSS), [[FILLS], [VALIDATE], [LOSS]]),
        ((FILLS, REBUILD), [[FILLS, REBUILD, VALIDATE]]),
    ],
    ids=[
        "alone",
        "can be asked",
        "nothing is lost",
        "reads what is altered",
        "reads what is filled",
        "is part of more",
    ],
)
def test_nothing_is_lost_before_what_may_fail_and_cannot_be_asked(
    before: tuple[Statement, ...], groups: list[list[Statement]]
) -> None:
    """A drop waits for the validation; a loss that cannot wait shares the transaction with it."""
    assert [list(group.statements) for group in arrange((*before, VALIDATE))] == groups


def test_a_question_is_asked_although_its_own_statement_alters_the_column() -> None:
    """Others that alter the column make its answer another one."""
    own = dataclasses.replace(RETYPED, question=ORPHANS)
    assert len(questions((TransactionGroup(statements=(own,)),))) == 1
    assert not questions((TransactionGroup(statements=(own, RETYPED)),))
