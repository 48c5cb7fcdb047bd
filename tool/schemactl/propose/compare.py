"""What differs between two snapshots.

Both sides are pg_dump's words about the same kind of server, so equal texts mean equal objects. Texts that differ may
still describe the same table (its columns in another order, a default written apart): the catalogs decide that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import Way, rule_for
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.propose.catalog import Catalog
from schemactl.propose.relations import Relation, read_relations

RELATION_KINDS = ("TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW")
"""Kinds of entries that have columns, in the order they are looked for."""

OWNED_KINDS = frozenset(
    {
        "AGGREGATE", "COLLATION", "CONVERSION", "DOMAIN", "EVENT TRIGGER", "FOREIGN DATA WRAPPER", "FOREIGN TABLE",
        "FUNCTION", "MATERIALIZED VIEW", "OPERATOR", "OPERATOR CLASS", "OPERATOR FAMILY", "PROCEDURAL LANGUAGE",
        "PROCEDURE", "PUBLICATION", "SCHEMA", "SEQUENCE", "SERVER", "STATISTICS", "TABLE", "TEXT SEARCH CONFIGURATION",
        "TEXT SEARCH DICTIONARY", "TYPE", "VIEW",
    }
)  # fmt: skip
"""Kinds whose owner can be set by ALTER ... OWNER TO."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPair:
    """One relation that exists on both sides, read from both catalogs."""

    address: Address
    live: Relation
    desired: Relation

    @property
    def differs(self) -> bool:
        """Return whether anything but the order of columns differs."""
        return self.live != self.desired


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between a clone and the desired database.

    Attributes:
        live, desired: The two snapshots. `scope`: what is managed.
        addresses: What differs, apart from parts of relations that exist on both sides.
        relations: Relations on both sides whose texts, defaults or checks differ, with their catalogs read.
        owners: Addresses whose declared owner differs.
    """

    live: Snapshot
    desired: Snapshot
    scope: Scope
    addresses: frozenset[Address]
    relations: tuple[RelationPair, ...]
    owners: frozenset[Address]

    @property
    def added(self) -> list[Address]:
        """Return what only the desired side has, in its order of creation."""
        return [a for a in self.desired.entries if a in self.addresses and a not in self.live]

    @property
    def removed(self) -> list[Address]:
        """Return what only the live side has, in its order of creation."""
        return [a for a in self.live.entries if a in self.addresses and a not in self.desired]

    @property
    def changed(self) -> list[Address]:
        """Return what both sides have in different forms, in the desired order of creation."""
        return [a for a in self.desired.entries if a in self.addresses and a in self.live]

    @property
    def reordered(self) -> tuple[RelationPair, ...]:
        """Return the relations that differ in nothing but the order of their columns."""
        return tuple(
            pair for pair in self.relations if not pair.differs and pair.live.column_order != pair.desired.column_order
        )

    @property
    def equal(self) -> bool:
        """Return whether nothing is left to plan."""
        return not self.addresses and not self.owners and not any(pair.differs for pair in self.relations)

    @property
    def remaining(self) -> list[Address]:
        """Return every address with a difference, sorted."""
        found = set(self.addresses) | set(self.owners) | {pair.address for pair in self.relations if pair.differs}
        return sorted(found)


def same(live: Entry, desired: Entry) -> bool:
    """Return whether two entries describe the same object in the same words.

    A definition withheld from a snapshot file cannot be compared; it counts as the same.
    """
    if live.secret and not (live.definition and desired.definition):
        return True
    return (live.words, live.access_method, live.tablespace) == (
        desired.words,
        desired.access_method,
        desired.tablespace,
    )


def text_differences(live: Snapshot, desired: Snapshot, scope: Scope) -> frozenset[Address]:
    """Return the managed addresses whose entries differ in any word or exist on one side only."""
    found = {address for address in desired.entries if address not in live.entries}
    for address, entry in live.entries.items():
        other = desired.entries.get(address)
        if other is None or not same(entry, other):
            found.add(address)
    return frozenset(address for address in found if scope.manages(address))


def owner_differences(live: Snapshot, desired: Snapshot, scope: Scope) -> frozenset[Address]:
    """Return the managed addresses whose owner was declared (is not the desired side's own login) and differs."""
    return frozenset(
        address
        for address, entry in desired.entries.items()
        if address.kind in OWNED_KINDS
        and entry.drop
        and entry.owner not in ("", desired.facts.login)
        and address in live
        and live[address].owner != entry.owner
        and scope.manages(address)
    )


def differs(live: Snapshot, desired: Snapshot, scope: Scope) -> bool:
    """Return whether anything managed may differ, judged by words alone."""
    return bool(text_differences(live, desired, scope) or owner_differences(live, desired, scope))


def compare(
    live: Snapshot, desired: Snapshot, scope: Scope, live_catalog: Catalog, desired_catalog: Catalog
) -> Comparison:
    """Compare two databases of the scratch server; the catalogs are asked only about relations whose texts differ."""
    differing = text_differences(live, desired, scope)
    pairs = _relation_pairs(live, desired, differing, live_catalog, desired_catalog)
    settled = {pair.address for pair in pairs} | _reordered_types(
        live, desired, differing, live_catalog, desired_catalog
    )
    parts = {
        a for a in differing if rule_for(a.kind).change is Way.PART and relation_of(a, live) and relation_of(a, desired)
    }
    return Comparison(
        live=live,
        desired=desired,
        scope=scope,
        addresses=differing - settled - parts,
        relations=pairs,
        owners=owner_differences(live, desired, scope),
    )


def _reordered_types(
    live: Snapshot, desired: Snapshot, differing: frozenset[Address], live_catalog: Catalog, desired_catalog: Catalog
) -> set[Address]:
    """Return the composite types of stored columns that differ in nothing but the order of their attributes.

    PostgreSQL cannot change that order; a new type would write every table again for nothing.
    """
    both = [a for a in differing if a.kind == "TYPE" and a in live and a in desired]
    lives = {row["oid"]: row for row in live_catalog.ask_for("types", [live[a].oid for a in both])}
    desireds = {row["oid"]: row for row in desired_catalog.ask_for("types", [desired[a].oid for a in both])}
    found = set()
    for address in both:
        before, after = lives.get(live[address].oid), desireds.get(desired[address].oid)
        if before and after and before["kind"] == after["kind"] == "c":
            stored = live_catalog.ask("type_users", oid=live[address].oid)
            if stored and sorted(before["attributes"]) == sorted(after["attributes"]):
                found.add(address)
    return found


def relation_of(part: Address, snapshot: Snapshot) -> Address | None:
    """Return the relation a default, check, trigger... belongs to; None when the snapshot has none of that name."""
    candidates = (Address(kind, part.schema, part.parent) for kind in RELATION_KINDS)
    return next((address for address in candidates if address in snapshot), None)


def _relation_pairs(
    live: Snapshot, desired: Snapshot, differing: frozenset[Address], live_catalog: Catalog, desired_catalog: Catalog
) -> tuple[RelationPair, ...]:
    touched = {a for a in differing if a.kind == "TABLE" and a in live and a in desired}
    for address in differing:
        if address.kind == "SEQUENCE":  # pg_dump writes an identity column as a property of its sequence
            sides = [side[address].dependencies for side in (live, desired) if address in side]
            touched |= {a for side in sides for a in side if a.kind == "TABLE" and a in live and a in desired}
        if rule_for(address.kind).change is Way.PART:
            relation = relation_of(address, live)
            if relation is not None and relation in desired and relation.kind in ("TABLE", "VIEW"):
                touched.add(relation)
    ordered = [a for a in desired.entries if a in touched]
    lives = read_relations(live_catalog, [live[a].oid for a in ordered])
    desireds = read_relations(desired_catalog, [desired[a].oid for a in ordered])
    return tuple(_pair(a, lives, desireds, live, desired) for a in ordered)


def _pair(
    address: Address, lives: Mapping[int, Relation], desireds: Mapping[int, Relation], live: Snapshot, desired: Snapshot
) -> RelationPair:
    return RelationPair(address=address, live=lives[live[address].oid], desired=desireds[desired[address].oid])
