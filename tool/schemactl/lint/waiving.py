"""Leaving out the findings that somebody waived, and finding the waivers that waive nothing any more."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.lint.places import plain_name
from schemactl.lint.rule import Row
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.rule import RuleDescription
from schemactl.model.waiver import Waiver

STALE_WAIVER = RuleDescription(
    id="SL901",
    name="stale-waiver",
    level=Level.WARNING,
    finds="A waiver of a rule that finds nothing on that object, or of a rule that does not exist.",
    why="It would hide the fault when it comes back, and it makes readers believe in a fault that is not there.",
    fix="Delete the waiver.",
)


class Waivers:
    """The waivers of a target, and which of them were needed.

    Args:
        waivers: All of them.
    """

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self._waivers = tuple(waivers)
        self._needed: set[int] = set()

    def cover(self, rule: str, row: Row) -> bool:
        """Return whether somebody waived a rule for the object of a finding."""
        covering = {place for place, one in enumerate(self._waivers) if one.rule == rule and _concerns(one, row)}
        self._needed |= covering
        return bool(covering)

    def stale(self, known: Iterable[str]) -> tuple[Diagnostic, ...]:
        """Return a finding for each waiver that covered nothing.

        Args:
            known: Ids of all rules.
        """
        rules = frozenset(known)
        return tuple(_stale(waiver, rules) for place, waiver in enumerate(self._waivers) if place not in self._needed)


def _concerns(waiver: Waiver, row: Row) -> bool:
    if waiver.schema != row["schema"] or waiver.part not in {"", row["part"]}:
        return False
    return waiver.name in {row["relation"], plain_name(row["relation"], row["kind"])}


def _stale(waiver: Waiver, known: frozenset[str]) -> Diagnostic:
    where = f"{waiver.schema}.{waiver.name}" + (f", {waiver.part}" if waiver.part else "")
    reason = f"it finds nothing on {where}" if waiver.rule in known else "there is no such rule"
    return Diagnostic(
        code=STALE_WAIVER.id,
        level=STALE_WAIVER.level,
        message=f"the waiver of {waiver.rule} is stale: {reason}",
        hint=STALE_WAIVER.fix,
        source=waiver.source,
    )
