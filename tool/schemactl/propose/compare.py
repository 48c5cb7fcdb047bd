"""What differs between two snapshots.

Both sides are pg_dump's words about the same kind of server, so equal texts mean equal objects. Texts that differ may
still describe the same table (its columns in another order, a default written apart): the catalogs decide that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.kinds import Way, rule_for
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.extensions import as_meant
from schemactl.postgres.lexer import tokens
from schemactl.propose.catalog import Catalog
from schemactl.propose.object_grants import same_grants
from schemactl.propose.relations import DefinedHereToo, Relation, defined_here_too, read_relations

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

_COLUMNS_IN_TABLE_ORDER = frozenset({"PUBLICATION TABLE", "STATISTICS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationPair:
    """One relation that exists on both sides, read from both catalogs."""

    address: Address
    live: Relation
    desired: Relation

    @property
    def differs(self) -> bool:
        """Return whether anything but the order of columns differs."""
        own = self.defined_here_too
        return self.live != self.desired or bool(own.columns or own.checks or own.not_nulls)

    @property
    def defined_here_too(self) -> DefinedHereToo:
        """Return what the table is to define itself as well."""
        return defined_here_too(self.live, self.desired)


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

    A definition withheld from a snapshot file cannot be compared; it counts as the same. So does any version of an
    extension, unless the desired one is held at some version.
    """
    if live.secret and not (live.definition and desired.definition):
        return True
    live = as_meant(live, desired)
    places = (live.access_method, live.tablespace) == (desired.access_method, desired.tablespace)
    return places and (live.words == desired.words or _lists_the_same(live, desired))


def _lists_the_same(live: Entry, desired: Entry) -> bool:
    """Return whether two entries list the same columns, which PostgreSQL prints in the order of their table.

    Conditions and expressions are compared word by word: in them order means something.
    """
    if live.address.kind not in _COLUMNS_IN_TABLE_ORDER or len(live.words) != len(desired.words):
        return False
    words = [[token for token in tokens(entry.words) if token[0] != "space"] for entry in (live, desired)]
    plain = all(kind != "other" or text in ",.();" for kind, text in words[0])
    return plain and ("word", "WHERE") not in words[0] and sorted(words[0]) == sorted(words[1])


def text_differences(live: Snapshot, desired: Snapshot, scope: Scope) -> frozenset[Address]:
    """Return the managed addresses whose entries differ in any word or exist on one side only."""
    return _text_differences(live, where_it_lies(desired, live, scope), scope)


def _text_differences(live: Snapshot, desired: Snapshot, scope: Scope) -> frozenset[Address]:
    """Return the same once each object of the desired side is said to be where it lies."""
    found = {a for a, e in desired.entries.items() if a not in live.entries and not _says_nothing(e, desired, scope)}
    for address, entry in live.entries.items():
        other = desired.entries.get(address)
        if not (same(entry, other) if other else _says_nothing(entry, desired, scope)):
            found.add(address)
    elsewhere = scope.made_elsewhere(live) - desired.entries.keys() if found else frozenset()
    return frozenset(address for address in found if address not in elsewhere and scope.manages(address))


def _says_nothing(entry: Entry, desired: Snapshot, scope: Scope) -> bool:
    """Return whether an entry that one side has alone is no difference: named only for an owner that is not meant."""
    meant = scope.exact or (entry.address in desired and entry.owner != desired.facts.login)
    return entry.exists_by_itself and not meant


def where_it_lies(desired: Snapshot, live: Snapshot, scope: Scope) -> Snapshot:
    """Return the desired side with each object for which no tablespace is declared in the one where it lies."""
    if scope.exact:
        return desired
    found = {
        address: dataclasses.replace(desired[address], tablespace=entry.tablespace)
        for address, entry in live.entries.items()
        if entry.tablespace and address in desired and not desired[address].tablespace
    }
    return dataclasses.replace(desired, entries={**desired.entries, **found}) if found else desired


def owner_differences(live: Snapshot, desired: Snapshot, scope: Scope) -> frozenset[Address]:
    """Return the managed addresses whose owner is meant and differs; see `Scope.exact`."""
    open_owners = {""} if scope.exact else {"", desired.facts.login}
    return frozenset(
        address
        for address, entry in desired.entries.items()
        if address.kind in OWNED_KINDS
        and entry.drop
        and entry.owner not in open_owners
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
    desired = where_it_lies(desired, live, scope)
    differing = _text_differences(live, desired, scope)
    not_nulls = _not_nulls(live, differing, live_catalog) | _not_nulls(desired, differing, desired_catalog)
    catalogs = (live_catalog, desired_catalog)
    pairs = _relation_pairs(live, desired, differing, not_nulls, catalogs=catalogs)
    settled = {pair.address for pair in pairs if pair.address.kind != "VIEW"}
    settled |= _granted_alike(live, desired, differing, catalogs)
    parts = {a for a in differing if _is_part(a, not_nulls) and relation_of(a, live) and relation_of(a, desired)}
    return Comparison(
        live=live,
        desired=desired,
        scope=scope,
        addresses=differing - settled - parts,
        relations=pairs,
        owners=owner_differences(live, desired, scope),
    )


def _granted_alike(
    live: Snapshot, desired: Snapshot, differing: frozenset[Address], catalogs: tuple[Catalog, Catalog]
) -> set[Address]:
    """Return the grants that differ only because the object belongs to somebody else, which was left open.

    What is granted to that role it has as the owner, whatever the declarations grant it.
    """
    found = set()
    for address in differing:
        entry = (desired.entries.get(address) or live[address]) if address.kind == "ACL" else None
        holders = [a for a in entry.dependencies if a.kind != "ACL" and a in live and a in desired] if entry else []
        objects = [(live[a], desired[a]) for a in holders[:1]]
        if any(a.owner != b.owner and same_grants(catalogs, (a, b)) for a, b in objects):
            found.add(address)
    return found


def _not_nulls(snapshot: Snapshot, differing: frozenset[Address], catalog: Catalog) -> set[Address]:
    """Return the constraints that are a NOT NULL: pg_dump writes one that is NOT VALID apart from its table."""
    found = {snapshot[a].oid: a for a in differing if a.kind == "CONSTRAINT" and a in snapshot}
    keys = {row["oid"] for row in catalog.ask_for("keys", found)}
    return {address for oid, address in found.items() if oid not in keys}


def _is_part(address: Address, not_nulls: set[Address]) -> bool:
    return rule_for(address.kind).change is Way.PART or address in not_nulls


def relation_of(part: Address, snapshot: Snapshot) -> Address | None:
    """Return the relation a default, check, trigger... belongs to; None when the snapshot has none of that name."""
    candidates = (Address(kind, part.schema, part.parent) for kind in RELATION_KINDS)
    return next((address for address in candidates if address in snapshot), None)


def _relation_pairs(
    live: Snapshot,
    desired: Snapshot,
    differing: frozenset[Address],
    not_nulls: set[Address],
    *,
    catalogs: tuple[Catalog, Catalog],
) -> tuple[RelationPair, ...]:
    touched = {a for a in differing if a.kind in ("TABLE", "FOREIGN TABLE") and a in live and a in desired}
    for address in differing:
        if address.kind == "SEQUENCE":  # pg_dump writes an identity column as a property of its sequence
            sides = [side[address].dependencies for side in (live, desired) if address in side]
            touched |= {a for side in sides for a in side if a.kind == "TABLE" and a in live and a in desired}
        if _is_part(address, not_nulls):
            relation = relation_of(address, live)
            if relation is not None and relation in desired and relation.kind in ("TABLE", "FOREIGN TABLE", "VIEW"):
                touched.add(relation)
    ordered = [a for a in desired.entries if a in touched]
    lives = read_relations(catalogs[0], [live[a].oid for a in ordered])
    desireds = read_relations(catalogs[1], [desired[a].oid for a in ordered])
    pairs = (_pair(a, lives, desireds, live, desired) for a in ordered)
    # A foreign table keeps its server for life; on another one it is another table.
    return tuple(pair for pair in pairs if pair.live.server == pair.desired.server)


def _pair(
    address: Address, lives: Mapping[int, Relation], desireds: Mapping[int, Relation], live: Snapshot, desired: Snapshot
) -> RelationPair:
    before, after = lives[live[address].oid], desireds[desired[address].oid]
    return RelationPair(
        address=address, live=before, desired=dataclasses.replace(after, tablespace=desired[address].tablespace)
    )
