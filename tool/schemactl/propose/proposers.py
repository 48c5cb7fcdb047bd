"""All proposers of one round, in order."""

from __future__ import annotations

from schemactl.propose import archive
from schemactl.propose.natives import (
    comments,
    default_privileges,
    privileges,
    replaceable,
    satellites,
    sequences,
    tables,
    types,
)
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides

_PROPOSERS = (types, sequences, tables, replaceable, satellites, privileges, default_privileges, comments, archive)


def propose_all(sides: Sides) -> list[Proposal]:
    """Return every proposal of a round in the order in which it is tried; proposals without commands are left out."""
    found = [proposal for proposer in _PROPOSERS for proposal in proposer.propose(sides)]
    return sorted((p for p in found if any(p.alternatives) and all(all(way) for way in p.alternatives)), key=lambda p: p.order)
