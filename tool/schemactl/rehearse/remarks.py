"""Remarks on a plan: what cannot be planned or rebuilt, what waits for a later phase, what stands in another order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemactl.model.address import Address
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.kinds import rule_for
from schemactl.model.marks import FILLING, SHADOW
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Verb
from schemactl.online.filling import unfinished
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.compare import Comparison
from schemactl.propose.natives import text_search
from schemactl.propose.relations import defined_here_too

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


def unfinished_work(live: Snapshot) -> tuple[Diagnostic, ...]:
    """Name the columns that an interrupted run has left to be filled, or to take another one's place."""
    return tuple(
        Diagnostic(code=code, level=Level.WARNING, message=message.format(column=column), hint=hint)
        for mark, code, message, hint in _UNFINISHED
        for column in unfinished(live, mark)
    )


_UNFINISHED = (
    (
        FILLING,
        "fill-unfinished",
        "rows that are older than column {column} still have to get its default: a run was interrupted",
        "`schemactl apply` goes on with it. Until then the column may be NULL, and its comment says why.",
    ),
    (
        SHADOW,
        "copy-unfinished",
        "column {column} is to take the place of the one it copies in another type: a run was interrupted",
        "`schemactl apply` goes on with it. Until then a trigger keeps both equal.",
    ),
)


def defined_here(comparison: Comparison) -> tuple[Diagnostic, ...]:
    """Name what tables define themselves and are only to inherit: PostgreSQL has no command that forgets it."""
    found = ((pair, defined_here_too(pair.desired, pair.live)) for pair in comparison.relations)
    return tuple(
        Diagnostic(
            code="defined-here",
            level=Level.NOTE,
            message=f"{pair.live.sql_name} defines as well what it is only to inherit: "
            f"{', '.join(map(identifier, names))}",
            hint="It would stay if the parent's went. Only a table made anew forgets it; nothing needs to be done.",
            address=pair.address,
        )
        for pair, own in found
        if (names := dict.fromkeys((*own.columns, *own.checks, *own.not_nulls)))
    )


def unplanned(comparison: Comparison, refusals: dict[Address, str]) -> tuple[Diagnostic, ...]:
    """Say of every difference that is left over why, in the server's words where it had some."""
    return tuple(cannot_plan(address, _reason(address, refusals)) for address in comparison.remaining)


def unfilled(reasons: Mapping[Address, str]) -> tuple[Diagnostic, ...]:
    """Name the materialized views of the plan that cannot be filled, in the server's words."""
    return tuple(
        Diagnostic(
            code="not-filled",
            level=Level.WARNING,
            message=f"{address} is made but cannot be filled: {reason}",
            hint="Nobody can read it before REFRESH MATERIALIZED VIEW works: look at its owner's rights and its query.",
            address=address,
        )
        for address, reason in sorted(reasons.items())
    )


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


def not_rebuilt(
    failed: tuple[tuple[Address, str], ...], scope: Scope, differing: frozenset[Address]
) -> tuple[Diagnostic, ...]:
    """Say what the scratch server could not take; what differs of it cannot be planned then."""
    return tuple(
        Diagnostic(
            code="cannot-plan" if address in differing else "not-rebuilt",
            level=_level(address, scope, differing),
            message=f"{address} could not be rebuilt on the scratch server: {reason}",
            hint="Is an extension or a role missing there? Use a scratch server that has it (setting `scratch`).",
            address=address,
        )
        for address, reason in dict(failed).items()
    )


def _level(address: Address, scope: Scope, differing: frozenset[Address]) -> Level:
    if address in differing:
        return Level.ERROR
    return Level.WARNING if scope.manages(address) else Level.NOTE


def staying(live: Snapshot, desired: Snapshot, scope: Scope) -> tuple[Diagnostic, ...]:
    """Name the enabled event triggers that are there before and after the plan: they were not rehearsed."""
    names = sorted(
        address.name
        for address, entry in live.entries.items()
        if address.kind == "EVENT TRIGGER"
        and desired.entries.get(address) == entry
        and scope.manages(address)
        and not any(command.text.endswith(" DISABLE") for command in split_statements(entry.definition))
    )
    if not names:
        return ()
    return (
        Diagnostic(
            code="event-triggers",
            level=Level.NOTE,
            message=f"event triggers fire on the commands of this plan and were not rehearsed: {', '.join(names)}",
            hint="One that refuses a command stops the plan there: disable it meanwhile if it does.",
        ),
    )


def old_lexemes(statements: Iterable[Statement], catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Name what keeps old lexemes after a text search dictionary or configuration was altered.

    PostgreSQL computes stored columns, indexes and materialized views again for no such change.

    Args:
        statements: Those of the plan. `catalog`: the clone after them; what they made anew holds new lexemes.
    """
    altered = dict.fromkeys(s.address for s in statements if s.verb is Verb.ALTER and s.cause in text_search.CAUSES)
    made = {(s.address.schema, s.address.name) for s in statements if s.verb is Verb.CREATE}
    found = []
    for address in altered:
        rows = catalog.ask("stored_lexemes", kind=address.kind, schema=address.schema, name=address.name)
        kept = [
            f"{row['kind']} {qualified(row['schema'], row['name'])}"
            + (f".{identifier(row['column'])}" if row["column"] else "")
            for row in rows
            if (row["schema"], row["name"]) not in made
        ]
        if kept:
            found.append(
                Diagnostic(
                    code="old-lexemes",
                    level=Level.WARNING,
                    message=f"what was computed with {address} before keeps its old lexemes: {', '.join(kept)}",
                    hint="Afterwards write such columns again (UPDATE their text), REINDEX, REFRESH MATERIALIZED VIEW.",
                    address=address,
                )
            )
    return tuple(found)
