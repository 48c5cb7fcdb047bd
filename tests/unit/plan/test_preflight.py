"""What is asked of the live rows before a plan begins."""

from __future__ import annotations

import pytest

from schemactl.model.address import Address
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Phase, Trait, Verb
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
