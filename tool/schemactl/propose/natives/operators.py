"""Operators and operator families, altered in place: views, indexes and operator classes that use them stay.

PostgreSQL can change an operator's selectivity estimators, and since version 17 set what it lacks: commutator,
negator, HASHES and MERGES. A family's loose members come and go. What else differs is dropped and created again.
Source: PostgreSQL manual, ALTER OPERATOR, ALTER OPERATOR FAMILY.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.queries import Row
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

SET_LINKS_SINCE = 170000
"""First server version whose ALTER OPERATOR sets COMMUTATOR, NEGATOR, HASHES and MERGES (its release notes)."""

_ESTIMATORS = (("restrict", "RESTRICT"), ("join", "JOIN"))
_LINKS = (("commutator", "COMMUTATOR"), ("negator", "NEGATOR"))
_FLAGS = (("hashes", "HASHES"), ("merges", "MERGES"))


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the ALTER commands for operators and families that differ."""
    linked: set[tuple[str, str]] = set()
    for live, before, after in _pairs(sides, "OPERATOR", "operators"):
        actions = _operator(sides, before, after, linked)
        if actions is not None:
            target = f"ALTER {live.drop.removeprefix('DROP ')}"
            command = (f"{target} SET ({', '.join(actions)})",) if actions else ()
            yield alteration(sides, live.address, command, "attributes differ")
    for live, before, after in _pairs(sides, "OPERATOR FAMILY", "operator_families"):
        old, new = list(before["members"]), list(after["members"])
        target = f"ALTER {live.drop.removeprefix('DROP ')}"
        gone = [f"{member['word']} {member['place']}" for member in old if member not in new]
        added = [f"{member['word']} {member['definition']}" for member in new if member not in old]
        actions = [f"{verb} {', '.join(members)}" for verb, members in (("DROP", gone), ("ADD", added)) if members]
        commands = tuple(f"{target} {action}" for action in actions)
        yield alteration(sides, live.address, commands, "members differ")


def _pairs(sides: Sides, kind: str, query: str) -> Iterator[tuple[Entry, Row, Row]]:
    pairs = sides.changed(kind)
    before = {row["oid"]: row for row in sides.clone.ask_for(query, [live.oid for live, _ in pairs])}
    after = {row["oid"]: row for row in sides.desired.ask_for(query, [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        if live.oid in before and desired.oid in after:
            yield live, before[live.oid], after[desired.oid]


def _operator(sides: Sides, before: Row, after: Row, linked: set[tuple[str, str]]) -> list[str] | None:
    """Return what SET (...) has to hold; None when PostgreSQL cannot alter the operator so.

    Args:
        sides: Both databases. `before`, `after`: the operator.
        linked: The links earlier operators have set already, as PostgreSQL sets both ends of one at once.
    """
    changed = [key for key, _ in (*_LINKS, *_FLAGS) if before[key] != after[key]]
    older = min(sides.clone.version, sides.target_version) < SET_LINKS_SINCE
    if before["function"] != after["function"] or (changed and (older or any(before[key] for key in changed))):
        return None
    actions = [f"{word} = {after[key] or 'NONE'}" for key, word in _ESTIMATORS if before[key] != after[key]]
    for key, word in _LINKS:
        if key in changed and (key, after["identity"]) not in linked:
            actions.append(f"{word} = OPERATOR({after[key]})")
            linked.add((key, after[f"{key}_identity"]))
    return [*actions, *(word for key, word in _FLAGS if key in changed)]
