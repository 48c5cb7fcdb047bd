"""Transaction groups: as few as PostgreSQL allows."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from schemactl.model.statement import TransactionRule
from schemactl.plan.arrange import arrange
from tests.unit.builders import a_statement

NORMAL, COMMIT_AFTER, OUTSIDE = TransactionRule.NORMAL, TransactionRule.COMMIT_AFTER, TransactionRule.OUTSIDE
RULES = st.lists(st.sampled_from(TransactionRule))


def grouped(*rules: TransactionRule) -> list[tuple[bool, list[TransactionRule]]]:
    """Return the groups that statements with these rules fall into."""
    groups = arrange(a_statement(transaction=rule) for rule in rules)
    return [(group.transactional, [statement.transaction for statement in group.statements]) for group in groups]


def test_nothing_needs_no_transaction() -> None:
    """An empty plan commits nothing."""
    assert grouped() == []


def test_what_can_share_a_transaction_does() -> None:
    """Either all of it happens or nothing."""
    assert grouped(NORMAL, NORMAL, NORMAL) == [(True, [NORMAL, NORMAL, NORMAL])]


def test_a_new_enum_value_is_committed_before_it_is_used() -> None:
    """Two in a row need two commits."""
    assert grouped(NORMAL, COMMIT_AFTER, COMMIT_AFTER, NORMAL) == [
        (True, [NORMAL, COMMIT_AFTER]),
        (True, [COMMIT_AFTER]),
        (True, [NORMAL]),
    ]


def test_what_refuses_transactions_stands_alone() -> None:
    """CREATE INDEX CONCURRENTLY in the middle cuts the plan in three."""
    assert grouped(NORMAL, OUTSIDE, NORMAL) == [(True, [NORMAL]), (False, [OUTSIDE]), (True, [NORMAL])]


@given(rules=RULES)
def test_order_is_kept_and_nothing_is_lost(rules: list[TransactionRule]) -> None:
    """Every statement once, where it was."""
    statements = [a_statement(sql=f"SELECT {n}", transaction=rule) for n, rule in enumerate(rules)]
    assert [s for group in arrange(statements) for s in group.statements] == statements


@given(rules=RULES)
def test_groups_break_only_where_they_must(rules: list[TransactionRule]) -> None:
    """No group is empty, none holds what must not share it, and no two neighbours could be one."""
    groups = grouped(*rules)
    for transactional, inside in groups:
        assert inside
        assert transactional or inside == [OUTSIDE]
        assert not transactional or OUTSIDE not in inside
        assert COMMIT_AFTER not in inside[:-1]
    for (first, inside), (second, _) in pairwise(groups):
        assert not (first and second) or inside[-1] is COMMIT_AFTER
