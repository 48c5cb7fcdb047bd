"""All proposers of one round, in order."""

from __future__ import annotations

from schemactl.propose import archive
from schemactl.propose.natives import (
    comments,
    cron_jobs,
    default_privileges,
    foreign_keys,
    privileges,
    rebuilds,
    replaceable,
    satellites,
    sequences,
    tables,
    types,
)
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides

_NATIVES = (
    types,
    sequences,
    rebuilds,
    tables,
    foreign_keys,
    replaceable,
    satellites,
    privileges,
    default_privileges,
    comments,
    cron_jobs,
)


def propose_all(sides: Sides) -> list[Proposal]:
    """Return every proposal of a round in the order in which it is tried; proposals without commands are left out.

    What a native alters in place is not dropped and created again. Extensions that move to another schema go alone:
    everything that uses them is named differently before and after.
    """
    found = [proposal for native in _NATIVES for proposal in native.propose(sides)]
    moving = [proposal for proposal in found if proposal.address.kind == "EXTENSION"]
    if moving:
        return moving
    found += archive.propose(sides, frozenset(proposal.address for proposal in found))
    return sorted(
        (p for p in found if any(p.alternatives) and all(all(way) for way in p.alternatives)), key=lambda p: p.order
    )
