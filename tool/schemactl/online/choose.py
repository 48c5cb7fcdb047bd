"""The choice: every statement of a proven order is offered to the forms, and what they make of it takes its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.online import OnlineChoice, OnlinePolicy
from schemactl.model.snapshot import RelationSize
from schemactl.model.statement import Statement
from schemactl.online import foreign_keys, indexes, keys, not_nulls, partitions, shadow
from schemactl.online.filling import add_filled, go_on_filling
from schemactl.online.form import Form, Sight, StaysPlain
from schemactl.online.order import made_late, with_followers_last

FORMS: tuple[Form, ...] = (
    indexes.create,
    indexes.steps_aside,
    keys.create,
    keys.steps_aside,
    keys.left_over,
    indexes.drop,
    not_nulls.set_not_null,
    not_nulls.check_left_over,
    foreign_keys.stays_plain,
    partitions.detach,
    shadow.copy_left_over,
    shadow.retype,
)
"""All forms, in the order in which they are asked."""

FILLS: tuple[Form, ...] = (go_on_filling, add_filled)
"""Forms that are asked before all others: what they answer is offered to those in turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What became of the statements of a plan.

    Attributes:
        statements: The plan with online forms where there are any. `applied`: whether there are.
        diagnostics: Why statements about big tables stay as they are.
    """

    statements: tuple[Statement, ...]
    applied: bool
    diagnostics: tuple[Diagnostic, ...] = ()


def may_apply(policy: OnlinePolicy, sizes: Iterable[RelationSize]) -> bool:
    """Return whether any table can be big enough for an online form."""
    return policy.choice is OnlineChoice.ALWAYS or (
        policy.choice is OnlineChoice.AUTO and any(size.bytes >= policy.above for size in sizes)
    )


def choose(sight: Sight, forms: tuple[Form, ...] = FORMS) -> Chosen:
    """Return the statements of a plan, those about big tables in their online form where there is one.

    Args:
        sight: What forms may look at; `order` holds the plan. `forms`: Who is asked; the first that answers decides.
    """
    statements: list[Statement] = []
    late: set[Address] = set()
    reasons: list[Diagnostic] = []
    for statement in sight.order:
        try:
            filled = _online(statement, sight, FILLS)
            answer = tuple(part for own in filled for part in _online(own, sight, forms))
            statements += answer
            late |= made_late(answer)
        except StaysPlain as reason:
            statements.append(statement)
            reasons.append(stays_plain(statement, str(reason)))
    chosen = tuple(statements)
    return Chosen(
        statements=with_followers_last(chosen, late, sight),
        applied=chosen != sight.order,
        diagnostics=tuple(dict.fromkeys(reasons)),
    )


def _online(statement: Statement, sight: Sight, forms: tuple[Form, ...]) -> tuple[Statement, ...]:
    answers = (form(statement, sight) for form in forms)
    return next((answer for answer in answers if answer is not None), (statement,))


def stays_plain(statement: Statement | None, reason: str) -> Diagnostic:
    """Return the remark that a statement keeps others from a big table, and why; None stands for the whole plan."""
    return Diagnostic(
        code="stays-plain",
        level=Level.WARNING,
        message=f"{statement.address if statement else 'this plan'} keeps its plain form: {reason}",
        hint="Others wait while it runs: choose a quiet hour.",
        address=statement.address if statement else None,
    )
