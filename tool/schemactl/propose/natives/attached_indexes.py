"""Indexes of partitions that are not declared as parts of the partitioned table's index any more.

PostgreSQL can neither detach such an index nor drop it alone. The partitioned table's index goes, the partitions' with
it, and the next round builds what is declared of them. Source: PostgreSQL manual, ALTER INDEX ... ATTACH PARTITION.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_INDEXES = ("CONSTRAINT", "INDEX")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the drop of every partitioned index that stays but has to lose a part."""
    parents = {parent.address: parent for entry in sides.removed("INDEX ATTACH") if (parent := _parent(sides, entry))}
    for address, parent in parents.items():
        yield Proposal(
            address=address,
            alternatives=one(parent.drop),
            verb=Verb.DROP,
            cause="an index attached to it is not declared, and PostgreSQL cannot detach it",
            stage=Stage.DROP_EARLY,
            position=sides.dropped_at(address),
            proposer="natives",
            target=(parent.catalog, parent.oid),
        )


def _parent(sides: Sides, attached: Entry) -> Entry | None:
    """Return the index it is attached to; None when either goes by itself, with a partition or made anew."""
    indexes = [e for a in attached.dependencies if a.kind in _INDEXES and (e := sides.live(a))]
    parts = [e for e in indexes if any(_is_partition(sides, a) for a in e.dependencies)]
    wholes = [e for e in indexes if e.drop and e.address in sides.comparison.desired]
    return next((e for e in wholes if parts and e.address not in sides.comparison.addresses), None)


def _is_partition(sides: Sides, table: Address) -> bool:
    """Return whether a table is a partition before and after."""
    attached = Address("TABLE ATTACH", table.schema, table.name)
    return table.kind == "TABLE" and all(
        any((a.kind, a.schema, a.name) == (attached.kind, attached.schema, attached.name) for a in side.entries)
        for side in (sides.comparison.live, sides.comparison.desired)
    )
