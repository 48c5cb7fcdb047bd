"""The hazards of every statement of a plan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from schemactl.model.hazard import Hazard
from schemactl.model.lock import LockMode
from schemactl.model.plan import TransactionGroup
from schemactl.plan.hazards.authorisation import authorisation
from schemactl.plan.hazards.blocking import blocking
from schemactl.plan.hazards.compatibility import compatibility
from schemactl.plan.hazards.loss import failures, losses
from schemactl.plan.hazards.seen import Circumstances, Seen, circumstances
from schemactl.plan.held import held_modes
from schemactl.postgres.phrases import read_phrase


def with_hazards(
    groups: tuple[TransactionGroup, ...], partitions: frozenset[str] = frozenset()
) -> tuple[TransactionGroup, ...]:
    """Return the groups with the hazards of every statement filled in.

    Nobody can wait for a table that the same plan creates: locks on it are left out.

    Args:
        groups: The plan, with locks. `partitions`: tables that are partitions of others before it, qualified.
    """
    plan = circumstances((statement for group in groups for statement in group.statements), partitions)
    return tuple(_judged(_without_own(group, plan), plan) for group in groups)


def _without_own(group: TransactionGroup, plan: Circumstances) -> TransactionGroup:
    statements = (
        dataclasses.replace(s, locks=tuple(lock for lock in s.locks if lock.relation not in plan.created))
        for s in group.statements
    )
    return dataclasses.replace(group, statements=tuple(statements))


def _judged(group: TransactionGroup, plan: Circumstances) -> TransactionGroup:
    judged, slow = [], _last_over_rows(group)
    before: Mapping[str, LockMode] = {}
    for place, (statement, held) in enumerate(zip(group.statements, held_modes(group), strict=True)):
        seen = Seen(
            statement=statement,
            phrase=read_phrase(statement.sql),
            before=before,
            held=held,
            long=place <= slow,
            plan=plan,
        )
        judged.append(dataclasses.replace(statement, hazards=tuple(_hazards(seen))))
        before = held
    return dataclasses.replace(group, statements=tuple(judged))


def _last_over_rows(group: TransactionGroup) -> int:
    """Return the place of the last statement that reads or writes all rows of a table, or -1."""
    places = (
        place
        for place, statement in enumerate(group.statements)
        if any(lock.rewritten or lock.scanned for lock in statement.locks)
    )
    return max(places, default=-1)


def _hazards(seen: Seen) -> Iterator[Hazard]:
    yield from losses(seen)
    yield from blocking(seen)
    yield from failures(seen)
    yield from compatibility(seen)
    yield from authorisation(seen)
