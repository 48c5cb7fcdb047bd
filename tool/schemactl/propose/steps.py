"""What many proposers need: the usual form of an alteration, and which new types an object has to wait for."""

from __future__ import annotations

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Phase, Verb
from schemactl.propose.compare import RELATION_KINDS
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides


def alteration(
    sides: Sides,
    address: Address,
    commands: tuple[str, ...],
    cause: str,
    *,
    stage: Stage = Stage.SHAPE,
    verb: Verb = Verb.ALTER,
    phase: Phase = Phase.EXPAND,
) -> Proposal:
    """Return the proposal that alters an object by some commands.

    Args:
        sides: Both databases. `address`: the object. `commands`: what to run, in one go.
        cause: Why, in words.
        stage: An early step runs against the order of creation, as drops do.
        verb, phase: See `Statement`.
    """
    live = sides.live(address)
    return Proposal(
        address=address,
        alternatives=(commands,),
        verb=verb,
        cause=cause,
        stage=stage,
        position=sides.created_at(address) if stage is Stage.SHAPE else sides.dropped_at(address),
        proposer="natives",
        phase=phase,
        target=(live.catalog, live.oid) if live else (0, 0),
    )


def awaited_types(sides: Sides, entry: Entry) -> frozenset[Address]:
    """Return the new types an object uses whose name still belongs to a relation.

    PostgreSQL would take the relation's row type for them, and say nothing.
    """
    new = (a for a in entry.dependencies if a.kind in ("TYPE", "DOMAIN") and sides.live(a) is None)
    return frozenset(a for a in new if any(sides.live(Address(kind, a.schema, a.name)) for kind in RELATION_KINDS))
