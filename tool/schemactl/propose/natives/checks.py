"""Check constraints: added without a look at the rows and validated later, dropped, or renamed elsewhere.

Source: PostgreSQL manual, ALTER TABLE, ADD table_constraint NOT VALID and VALIDATE CONSTRAINT.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from schemactl.model.address import Address
from schemactl.model.statement import Phase, RowQuestion, Trait, TransactionRule, Verb
from schemactl.postgres.quoting import identifier
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.columns import alter_prefix
from schemactl.propose.compare import RelationPair
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.relations import Check, Relation
from schemactl.propose.row_questions import RowsOf, ask_rows


def propose(pair: RelationPair, position: int, renamed: Mapping[str, str], *, holds_rows: bool) -> Iterator[Proposal]:
    """Yield check constraints dropped, validated or added; inherited ones are their parent's business.

    Args:
        pair: The table on both sides. `position`: its place in the desired order of creation.
        renamed: New names by old ones of constraints that only get another name.
        holds_rows: Whether there may be rows to check.
    """
    yield from _gone_or_validated(pair, position, renamed)
    live, desired = pair.live, pair.desired
    # A table takes its checks along to a parent it does not have yet.
    inherits = set(desired.ancestors) <= set(live.ancestors)
    for name, check in desired.checks.items():
        before = live.checks.get(name)
        if name in renamed.values() or _same(before, check) or (check.inherited and not check.local and inherits):
            continue
        if before and name not in renamed and _only_not_validated(before, check):
            continue
        command = f"{alter_prefix(live)} ADD CONSTRAINT {identifier(name)} {check.definition}"
        created = _step(pair, name, command, "is missing", position)
        # Reads no row under the strong lock; the next round validates it.
        careful = ((f"{command} NOT VALID",),) if holds_rows and _can_be_validated_later(check) else ()
        # No target: nothing that hangs on the table can stand in the way of a new check, only what is still to come.
        yield dataclasses.replace(
            created,
            verb=Verb.CREATE,
            phase=Phase.CONTRACT,
            alternatives=(*careful, *created.alternatives),
            target=(PG_CLASS, 0),
        )


def _gone_or_validated(pair: RelationPair, position: int, renamed: Mapping[str, str]) -> Iterator[Proposal]:
    prefix = alter_prefix(pair.live)
    for name, check in pair.live.checks.items():
        wanted = pair.desired.checks.get(name)
        if name in renamed or _same(wanted, check) or (check.inherited and not check.local):
            continue
        if wanted and name not in renamed.values() and _only_not_validated(check, wanted):
            command = f"{prefix} VALIDATE CONSTRAINT {identifier(name)}"
            validated = _step(pair, name, command, "is not validated", position)
            question = _violations(pair.live, check)
            yield dataclasses.replace(
                validated,
                phase=Phase.CONTRACT,
                transaction=TransactionRule.LAST,
                traits=frozenset({Trait.READS_ALL_ROWS}),
                question=question,
            )
            continue
        command = f"{prefix} DROP CONSTRAINT {identifier(name)}"
        drop = _step(pair, name, command, "differs or is not declared", position)
        yield dataclasses.replace(drop, stage=Stage.DROP_EARLY)


def _same(one_side: Check | None, other: Check) -> bool:
    return one_side is not None and (one_side.definition, one_side.validated) == (other.definition, other.validated)


def _only_not_validated(live: Check, desired: Check) -> bool:
    return not live.validated and desired.definition == live.definition.removesuffix(" NOT VALID")


def _violations(table: Relation, check: Check) -> RowQuestion | None:
    """Return the question how many rows break a check; None where it uses what the live database may not have yet."""
    if not check.built_in:
        return None
    rows = RowsOf(
        schema=table.schema,
        relation=table.name,
        columns=check.columns,
        condition=f"NOT ({check.condition})",
        alone=check.alone,
    )
    return ask_rows([rows], f"{{count}} rows of {table.sql_name} break {identifier(check.name)}")


def _can_be_validated_later(check: Check) -> bool:
    return check.validated and not check.definition.endswith("NOT ENFORCED")


def _step(pair: RelationPair, name: str, command: str, cause: str, position: int) -> Proposal:
    """Return an alteration of the table under the address of one of its checks."""
    return Proposal(
        address=Address("CHECK CONSTRAINT", pair.live.schema, f"{pair.live.name} {name}", pair.live.name),
        alternatives=one(command),
        verb=Verb.ALTER,
        cause=f"check {name} {cause}",
        stage=Stage.SHAPE,
        position=position,
        proposer="natives",
        target=(PG_CLASS, pair.live.oid),
    )
