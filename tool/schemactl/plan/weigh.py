"""What settings and waivers make of hazards: which stop `apply`, which are mild enough, which nobody wants to see.

Nothing here makes a loss any less: rows are lost only where that is allowed by name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from schemactl.model.hazard import BLOCKING, CATALOGUE, Hazard, HazardPolicy, Reaction, Severity
from schemactl.model.plan import Plan, TransactionGroup
from schemactl.model.snapshot import SMALLEST_SIZE
from schemactl.model.statement import Statement
from schemactl.model.waiver import Waiver
from schemactl.plan.extent import Sizes

_SEVERITIES = {sort.id: sort.severity for sort in CATALOGUE}


def weighed(
    groups: tuple[TransactionGroup, ...], policy: HazardPolicy, sizes: Sizes, waivers: Iterable[Waiver] = ()
) -> tuple[TransactionGroup, ...]:
    """Return the groups with their hazards as settings and waivers want them.

    Args:
        groups: The plan, with hazards. `policy`: the settings. `waivers`: what was declared to be fine.
        sizes: The live sizes; without any nobody knows what is small.
    """
    given = tuple(waivers)
    return tuple(
        dataclasses.replace(
            group,
            statements=tuple(
                dataclasses.replace(s, hazards=tuple(_weighed(s, policy, sizes, given))) for s in group.statements
            ),
        )
        for group in groups
    )


def _weighed(statement: Statement, policy: HazardPolicy, sizes: Sizes, waivers: tuple[Waiver, ...]) -> Iterator[Hazard]:
    for found in statement.hazards:
        if found.severity in BLOCKING:
            yield found
            continue
        hazard = _by_size(found, policy.safe_below, sizes)
        reaction = policy.reactions.get(hazard.id, Reaction.WARN)
        if reaction is Reaction.IGNORE:
            continue
        small = hazard.severity is not found.severity
        hazard = dataclasses.replace(hazard, stops=reaction is Reaction.BLOCK and not (small or hazard.applied))
        reason = next((waiver.reason for waiver in waivers if _covers(waiver, statement, hazard)), "")
        yield dataclasses.replace(hazard, waived=reason)


def with_stops(plan: Plan, policy: HazardPolicy) -> Plan:
    """Return a plan made earlier, with the hazards that stop it here and now as well: never fewer than before."""

    def stopped(hazard: Hazard) -> Hazard:
        milder = hazard.severity is Severity.BRIEF and _SEVERITIES[hazard.id] is not Severity.BRIEF
        stops = policy.reactions.get(hazard.id) is Reaction.BLOCK and not (milder or hazard.applied)
        return dataclasses.replace(hazard, stops=hazard.stops or stops)

    def statement(one: Statement) -> Statement:
        return dataclasses.replace(one, hazards=tuple(stopped(hazard) for hazard in one.hazards))

    groups = (dataclasses.replace(g, statements=tuple(statement(one) for one in g.statements)) for g in plan.groups)
    return dataclasses.replace(plan, groups=tuple(groups))


def _by_size(hazard: Hazard, safe_below: int, sizes: Sizes) -> Hazard:
    """Return a hazard that keeps others waiting as a brief one where the table is known to be small."""
    if hazard.severity is not Severity.OUTAGE or not sizes:
        return hazard
    known = sizes.get(hazard.object)
    small = known.bytes < safe_below if known else safe_below >= SMALLEST_SIZE
    return dataclasses.replace(hazard, severity=Severity.BRIEF) if small else hazard


def _covers(waiver: Waiver, statement: Statement, hazard: Hazard) -> bool:
    """Return whether a waiver is about a hazard: by the statement's object, and its part where one is named."""
    address = statement.address
    if waiver.rule != hazard.id or waiver.schema != address.schema:
        return False
    if waiver.name not in (address.name, address.parent, address.name.partition("(")[0]):
        return False
    named = {address.name.removeprefix(f"{address.parent} "), *(part.column for part in statement.parts)}
    return not waiver.part or waiver.part in named
