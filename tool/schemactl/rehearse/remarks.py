"""Remarks on a plan: what cannot be planned or rebuilt, what waits for a later phase, what stands in another order."""

from __future__ import annotations

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.kinds import rule_for
from schemactl.model.scope import Scope
from schemactl.model.statement import Statement
from schemactl.propose.compare import Comparison

_NAMED = 5
"""How many waiting statements are named."""


def pending(statements: list[Statement]) -> tuple[Diagnostic, ...]:
    """Say what a plan that ends with an earlier phase leaves for later."""
    if not statements:
        return ()
    causes = list(dict.fromkeys(f"{statement.address} {statement.cause}" for statement in statements))
    more = f", and {len(causes) - _NAMED} more" if len(causes) > _NAMED else ""
    return (
        Diagnostic(
            code="pending",
            level=Level.NOTE,
            message=f"for a later phase: {', '.join(causes[:_NAMED])}{more}",
            hint="`schemactl diff --phase contract` shows everything.",
        ),
    )


def column_order(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """Name the relations whose columns stand in another order than declared."""
    return tuple(
        Diagnostic(
            code="column-order",
            level=Level.NOTE,
            message=f"the columns of {pair.live.sql_name} stand in another order than declared",
            hint="PostgreSQL cannot move a column; nothing needs to be done.",
            address=pair.address,
        )
        for pair in comparison.reordered
    )


def unplanned(comparison: Comparison, refusals: dict[Address, str]) -> tuple[Diagnostic, ...]:
    """Say of every difference that is left over why, in the server's words where it had some."""
    return tuple(cannot_plan(address, _reason(address, refusals)) for address in comparison.remaining)


def cannot_plan(address: Address, reason: str) -> Diagnostic:
    """Return the remark that an object cannot be brought to its declared form."""
    return Diagnostic(
        code="cannot-plan",
        level=Level.ERROR,
        message=f"{address} cannot be brought to its declared form: {reason}",
        hint="Declare an intent (renamed_from, moved_from, data_step), or change it by hand and run diff again.",
        address=address,
    )


def _reason(address: Address, refusals: dict[Address, str]) -> str:
    return refusals.get(address) or rule_for(address.kind).note or "no statement is known for this difference"


def not_rebuilt(failed: tuple[tuple[Address, str], ...], scope: Scope) -> tuple[Diagnostic, ...]:
    """Say what the scratch server could not take; it cannot be planned then."""
    return tuple(
        Diagnostic(
            code="not-rebuilt",
            level=Level.WARNING if scope.manages(address) else Level.NOTE,
            message=f"{address} could not be rebuilt on the scratch server: {reason}",
            hint="Is an extension or a role missing there? Use a scratch server that has it (setting `scratch`).",
            address=address,
        )
        for address, reason in dict(failed).items()
    )
