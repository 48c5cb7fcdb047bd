"""A transaction takes no more of the server's lock table than its share, unless rows depend on its being one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.address import Address
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement, Verb
from schemactl.plan.divide import divided
from tests.unit.builders import a_statement

SLOTS = 100
"""Of them 40 are ours: ten tables."""


def about(name: str, verb: Verb = Verb.CREATE, kind: str = "TABLE") -> Statement:
    """Return a statement about an object."""
    return a_statement(sql=f"{verb} {kind} {name}", address=Address(kind, "public", name), verb=verb, locks=())


def sizes(*statements: Statement, slots: int = SLOTS, transactional: bool = True) -> list[int]:
    """Return how many statements the parts of a group have."""
    group = TransactionGroup(statements=statements, transactional=transactional)
    return [len(part.statements) for part in divided([group], slots)]


TABLES = tuple(about(f"t{number}") for number in range(25))


def test_what_fits_stays_together() -> None:
    """One transaction is the rule."""
    assert sizes(*TABLES[:10]) == [10]


def test_what_does_not_fit_is_divided() -> None:
    """Each part is as large as it may be."""
    assert sizes(*TABLES) == [10, 10, 5]


def test_nothing_is_divided_for_a_server_nobody_has_asked() -> None:
    """A snapshot of old does not say how many locks its server can hold."""
    assert sizes(*TABLES, slots=0) == [25]


def test_rows_move_in_one_transaction() -> None:
    """Locks of a source must last until its rows have arrived."""
    assert sizes(*TABLES, about("t1", Verb.DATA)) == [26]
    assert sizes(*TABLES, about("t1", Verb.MOVE)) == [26]


def test_a_new_materialized_view_is_filled_in_the_transaction_that_makes_it() -> None:
    """Filling it is no reason against dividing, and no place for it."""
    view = [about("m", verb, "MATERIALIZED VIEW") for verb in (Verb.CREATE, Verb.DATA)]
    assert sizes(*TABLES[:9], view[0], *TABLES[9:18], view[1], *TABLES[18:]) == [9, 11, 7]


def test_nothing_is_missing_between_two_transactions() -> None:
    """What is dropped and made again is so in one of them."""
    gone, back = about("v", Verb.DROP, "VIEW"), about("v", Verb.CREATE, "VIEW")
    assert sizes(*TABLES[:8], gone, *TABLES[8:13], back) == [8, 7]


def test_what_cannot_be_kept_together_is_divided_all_the_same() -> None:
    """A window is better than a plan no server can run."""
    gone, back = about("v", Verb.DROP, "VIEW"), about("v", Verb.CREATE, "VIEW")
    assert sum(sizes(gone, *TABLES, back)) == 27
    assert len(sizes(gone, *TABLES, back)) > 1


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from([Verb.CREATE, Verb.ALTER, Verb.DROP]))), st.integers(0, 60)
)
def test_every_statement_is_kept_once_in_its_order(drawn: list[tuple[int, Verb]], slots: int) -> None:
    """Dividing changes no order and loses nothing, however few locks there are."""
    statements = tuple(about(f"t{number}", verb) for number, verb in drawn)
    parts = divided([TransactionGroup(statements=statements)], slots) if statements else ()
    assert tuple(statement for part in parts for statement in part.statements) == statements
    assert all(part.statements for part in parts)
