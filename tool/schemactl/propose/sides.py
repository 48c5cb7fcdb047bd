"""What every proposer is given: the comparison and a way to ask both databases of the scratch server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.intent import Backfill
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.queries import Row
from schemactl.propose.catalog import Catalog
from schemactl.propose.compare import Comparison


@dataclass(frozen=True, kw_only=True)
class Sides:
    """Both databases of one round of planning.

    Attributes:
        comparison: What differs. `clone`, `desired`: the catalogs of the two databases.
        target_version: ``server_version_num`` of the live server, which has to understand every command.
        made: What earlier rounds have created: tables among it hold no rows. `late`: what of it comes last.
        dropped: What earlier rounds have dropped. `made_anew`: the tables they made anew, with their rows.
        moves_rows: Whether a merge or a data step is due.
        filled: The columns that a backfill gives their values, by table and name.
    """

    comparison: Comparison
    clone: Catalog
    desired: Catalog
    target_version: int
    made: frozenset[Address] = frozenset()
    late: frozenset[Address] = frozenset()
    dropped: frozenset[Address] = frozenset()
    made_anew: frozenset[Address] = frozenset()
    moves_rows: bool = False
    filled: Mapping[tuple[Address, str], Backfill] = field(default_factory=dict)

    @cached_property
    def _desired_positions(self) -> dict[Address, int]:
        return {address: number for number, address in enumerate(self.comparison.desired.entries)}

    @cached_property
    def _live_positions(self) -> dict[Address, int]:
        return {address: number for number, address in enumerate(self.comparison.live.entries)}

    @cached_property
    def live_indexes(self) -> dict[int, Row]:
        """What there is to know of the clone's differing indexes, by oid."""
        return _indexes(self.clone, self.differing({"INDEX"}), self.comparison.live)

    @cached_property
    def wanted_indexes(self) -> dict[int, Row]:
        """What there is to know of the desired side's differing indexes, by oid."""
        return _indexes(self.desired, self.differing({"INDEX"}), self.comparison.desired)

    def created_at(self, address: Address) -> int:
        """Return the position of an address in the desired order of creation; past the end when it is not there."""
        return self._desired_positions.get(address, len(self._desired_positions))

    def dropped_at(self, address: Address) -> int:
        """Return the position of an address in the clone's order of creation; -1 when it is not there."""
        return self._live_positions.get(address, -1)

    def live(self, address: Address) -> Entry | None:
        """Return the clone's entry at an address, or None."""
        return self.comparison.live.entries.get(address)

    def wanted(self, address: Address) -> Entry | None:
        """Return the desired entry at an address, or None."""
        return self.comparison.desired.entries.get(address)

    def changed(self, *kinds: str) -> list[tuple[Entry, Entry]]:
        """Return live and desired entries of what both sides have in different forms."""
        live, desired = self.comparison.live.entries, self.comparison.desired.entries
        return [(live[a], desired[a]) for a in self.comparison.changed if a.kind in kinds]

    def removed(self, *kinds: str) -> list[Entry]:
        """Return the clone's entries of what is not declared any more."""
        return [self.comparison.live.entries[a] for a in self.comparison.removed if a.kind in kinds]

    def removed_alone(self, *kinds: str) -> list[Entry]:
        """Return the entries not declared any more that hang on objects which stay; the others go with theirs."""
        gone = set(self.comparison.removed)
        return [entry for entry in self.removed(*kinds) if not gone.intersection(entry.dependencies)]

    def differing(self, kinds: Iterable[str]) -> list[Address]:
        """Return the differing addresses of some kinds, sorted."""
        wanted = set(kinds)
        return sorted(a for a in self.comparison.addresses if a.kind in wanted)


def _indexes(catalog: Catalog, addresses: Iterable[Address], snapshot: Snapshot) -> dict[int, Row]:
    oids = [snapshot[address].oid for address in addresses if address in snapshot]
    return {row["oid"]: row for row in catalog.ask_for("indexes", oids)}
