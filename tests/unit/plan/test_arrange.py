"""Transaction groups: as few as PostgreSQL allows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.address import Address
from schemactl.model.statement import Trait, TransactionRule, Verb
from schemactl.plan.arrange import arrange
from tests.unit.builders import a_statement

NORMAL, COMMIT_AFTER = TransactionRule.NORMAL, TransactionRule.COMMIT_AFTER
OUTSIDE, LAST = TransactionRule.OUTSIDE, TransactionRule.LAST
LAST_OUTSIDE = TransactionRule.LAST_OUTSIDE
FIRST, FIRST_OUTSIDE = TransactionRule.FIRST, TransactionRule.FIRST_OUTSIDE
AT_THE_END = (LAST, LAST_OUTSIDE)
AT_THE_START = (FIRST, FIRST_OUTSIDE)
RULES = st.lists(st.sampled_from(TransactionRule))


def grouped(*rules: TransactionRule) -> list[tuple[bool, list[TransactionRule]]]:
    """Return the groups that statements with these rules fall into."""
    groups = arrange(a_statement(sql=f"SELECT {n}", transaction=rule) for n, rule in enumerate(rules))
    return [(group.transactional, [statement.transaction for statement in group.statements]) for group in groups]


def test_nothing_needs_no_transaction() -> None:
    """An empty plan commits nothing."""
    assert grouped() == []


def test_what_can_share_a_transaction_does() -> None:
    """Either all of it happens or nothing."""
    assert grouped(NORMAL, NORMAL, NORMAL) == [(True, [NORMAL, NORMAL, NORMAL])]


def test_a_new_enum_value_is_committed_before_it_is_used() -> None:
    """Two in a row share their commit: neither uses the other."""
    assert grouped(NORMAL, COMMIT_AFTER, COMMIT_AFTER, NORMAL) == [
        (True, [NORMAL, COMMIT_AFTER, COMMIT_AFTER]),
        (True, [NORMAL]),
    ]


def test_what_refuses_transactions_stands_alone() -> None:
    """CREATE INDEX CONCURRENTLY in the middle cuts the plan in three."""
    assert grouped(NORMAL, OUTSIDE, NORMAL) == [(True, [NORMAL]), (False, [OUTSIDE]), (True, [NORMAL])]


def test_what_reads_many_rows_under_a_weak_lock_comes_last_each_on_its_own() -> None:
    """No strong lock of another statement is held meanwhile."""
    assert grouped(LAST, NORMAL, LAST, NORMAL) == [(True, [NORMAL, NORMAL]), (True, [LAST]), (True, [LAST])]


def test_what_is_built_online_comes_last_outside_of_transactions() -> None:
    """The others are committed by then; a key that takes the index over follows it."""
    assert grouped(LAST_OUTSIDE, LAST, NORMAL) == [(True, [NORMAL]), (False, [LAST_OUTSIDE]), (True, [LAST])]


def test_what_is_made_ready_for_another_comes_first() -> None:
    """What it needs for itself is committed with it, and what goes over rows is apart from that."""
    assert grouped(NORMAL, FIRST, FIRST, FIRST_OUTSIDE, NORMAL) == [
        (True, [FIRST, FIRST]),
        (False, [FIRST_OUTSIDE]),
        (True, [NORMAL, NORMAL]),
    ]
    reading = a_statement(sql="VALIDATE", transaction=FIRST, traits=frozenset({Trait.READS_ALL_ROWS}))
    assert [len(group.statements) for group in arrange([a_statement(transaction=FIRST), *[reading] * 2])] == [1, 2]


def test_what_could_come_last_stands_alone_in_its_place_where_something_leans_on_it() -> None:
    """The plan then falls into more transactions, and none keeps a strong lock while rows are read."""
    statements = [
        a_statement(sql=f"SELECT {n}", transaction=rule) for n, rule in enumerate((NORMAL, LAST_OUTSIDE, LAST, NORMAL))
    ]
    groups = arrange(statements, as_rehearsed=True, alone=True)
    assert [(group.transactional, len(group.statements)) for group in groups] == [
        (True, 1),
        (False, 1),
        (True, 1),
        (True, 1),
    ]


def test_an_index_that_is_replaced_online_is_exchanged_at_once() -> None:
    """The old one goes in the transaction in which the new one takes its name."""
    address = Address("INDEX", "public", "found")
    statements = [
        a_statement(sql="CREATE INDEX CONCURRENTLY", address=address, verb=Verb.CREATE, transaction=LAST_OUTSIDE),
        a_statement(sql="DROP INDEX", address=address, verb=Verb.DROP, transaction=LAST),
        a_statement(sql="ALTER INDEX RENAME", address=address, transaction=LAST),
    ]
    assert [(group.transactional, [s.sql for s in group.statements]) for group in arrange(statements)] == [
        (False, ["CREATE INDEX CONCURRENTLY"]),
        (True, ["DROP INDEX", "ALTER INDEX RENAME"]),
    ]


def test_a_constraint_that_is_made_twice_is_validated_once() -> None:
    """Its table's type may have changed in between."""
    groups = arrange([a_statement(sql="VALIDATE", transaction=LAST)] * 2)
    assert [len(group.statements) for group in groups] == [1]


def test_what_is_replaced_last_is_replaced_at_once_and_what_only_goes_goes_at_the_end() -> None:
    """Queries that need the old index find it until the new one is there."""
    old, new = (Address("INDEX", "public", name) for name in ("old", "new"))
    statements = [
        a_statement(sql="DROP INDEX old", address=old, verb=Verb.DROP, transaction=LAST),
        a_statement(sql="DROP INDEX new", address=new, verb=Verb.DROP, transaction=LAST),
        a_statement(sql="CREATE INDEX new", address=new, verb=Verb.CREATE, transaction=LAST),
    ]
    assert [[s.sql for s in group.statements] for group in arrange(statements)] == [
        ["DROP INDEX new", "CREATE INDEX new"],
        ["DROP INDEX old"],
    ]


@given(rules=RULES)
def test_order_is_kept_and_nothing_is_lost(rules: list[TransactionRule]) -> None:
    """Every statement once, where it was; but what comes first comes first, and what comes last last."""
    statements = [a_statement(sql=f"SELECT {n}", transaction=rule) for n, rule in enumerate(rules)]
    last = [s for s in statements if s.transaction in AT_THE_END]
    first = [s for s in statements if s.transaction in AT_THE_START]
    others = [s for s in statements if s not in first and s not in last]
    assert [s for group in arrange(statements) for s in group.statements] == first + others + last


@given(rules=RULES)
def test_groups_break_only_where_they_must(rules: list[TransactionRule]) -> None:
    """No group is empty, none holds what must not share it, and no two neighbours could be one."""
    groups = grouped(*rules)
    for transactional, inside in groups:
        assert inside
        assert transactional or inside in ([OUTSIDE], [LAST_OUTSIDE], [FIRST_OUTSIDE])
        assert not transactional or {OUTSIDE, LAST_OUTSIDE, FIRST_OUTSIDE}.isdisjoint(inside)
        assert FIRST not in inside or set(inside) == {FIRST}
        assert (COMMIT_AFTER, NORMAL) not in pairwise(inside)
        assert LAST not in inside or inside == [LAST]
    for (first, inside), (second, after) in pairwise(groups):
        assert not (first and second) or inside[-1] in (COMMIT_AFTER, FIRST) or after == [LAST]
