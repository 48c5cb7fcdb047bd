"""Grants: the smallest set of GRANT and REVOKE between what the clone has and what is desired.

Both sides are read with the built-in default filled in (`acldefault`) and the owner as an owner, whatever its name, so
that neither an empty list nor another owner shows up as a difference. Only objects that exist on the clone are asked
about: what an object gets at its creation (default privileges!) is seen first, then corrected.
Source: PostgreSQL manual, GRANT, REVOKE and Privileges.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Verb
from schemactl.postgres.quoting import identifier, role
from schemactl.propose.catalog import Catalog, Row
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_OWNER = "\0owner"
_WORDS = {
    "table": "TABLE",
    "view": "TABLE",
    "materialized view": "TABLE",
    "foreign table": "TABLE",
    "sequence": "SEQUENCE",
    "function": "FUNCTION",
    "aggregate": "FUNCTION",
    "procedure": "PROCEDURE",
    "schema": "SCHEMA",
    "type": "TYPE",
    "domain": "DOMAIN",
    "language": "LANGUAGE",
    "foreign-data wrapper": "FOREIGN DATA WRAPPER",
    "server": "FOREIGN SERVER",
}


@dataclass(frozen=True, slots=True, order=True)
class Privilege:
    """One privilege of one grantee; PUBLIC is an empty name, the owner a name no role can have."""

    grantee: str
    column: str
    name: str
    grantable: bool

    @property
    def without_option(self) -> Privilege:
        """Return the same privilege without grant option."""
        return dataclasses.replace(self, grantable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """Everything granted on one object, with the words GRANT needs for it."""

    words: str
    owner: str
    privileges: frozenset[Privilege]


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield GRANT and REVOKE for every object whose grants differ."""
    objects = _objects(sides)
    before = read_grants(sides.clone, [pair[0][1] for pair in objects.values()])
    after = read_grants(sides.desired, [pair[1][1] for pair in objects.values()])
    for address, (live, desired) in sorted(objects.items()):
        if live not in before or desired not in after:
            continue
        for command in statements(before[live], after[desired].privileges):
            yield Proposal(
                address=address,
                alternatives=one(command),
                verb=Verb.ALTER,
                cause="grants differ",
                stage=Stage.SHAPE,
                position=len(sides.comparison.desired.entries),
                proposer="natives",
            )


def _objects(sides: Sides) -> dict[Address, tuple[tuple[int, int], tuple[int, int]]]:
    """Return catalog and oid on both sides for every differing ACL entry whose object exists on both."""
    found = {}
    for address in sides.differing({"ACL"}):
        live = _object_of(address, sides.comparison.live, sides.clone)
        desired = _object_of(address, sides.comparison.desired, sides.desired)
        if live and desired:
            found[address] = (live, desired)
    return found


def _object_of(acl: Address, snapshot: Snapshot, catalog: Catalog) -> tuple[int, int] | None:
    """Return the object an ACL entry is about; the entry itself may be missing when nothing special is granted."""
    entry = snapshot.entries.get(acl)
    owners = [a for a in entry.dependencies if a.kind != "ACL"] if entry else []
    if owners and owners[0] in snapshot:
        owner = snapshot[owners[0]]
        if owner.oid:
            return (owner.catalog, owner.oid)
    found = _by_parent(acl, snapshot)
    if found is None:
        rows = catalog.ask("acl_object", schema=acl.schema, tag=acl.name)
        found = (int(rows[0]["catalog"]), int(rows[0]["oid"])) if rows else None
    return found


def _by_parent(acl: Address, snapshot: Snapshot) -> tuple[int, int] | None:
    for address, entry in snapshot.entries.items():
        if address.schema == acl.schema and f"{address.kind} {address.name}" == acl.parent and entry.oid:
            return (entry.catalog, entry.oid)
    return None


def read_grants(catalog: Catalog, oids: list[int]) -> dict[tuple[int, int], Grants]:
    """Return the grants of objects by catalog and oid."""
    rows: dict[tuple[int, int], list[Row]] = {}
    for row in catalog.ask_for("privileges", oids):
        rows.setdefault((row["catalog"], row["oid"]), []).append(row)
    return {key: _grants(found) for key, found in rows.items() if found[0]["object_type"] in _WORDS}


def _grants(rows: list[Row]) -> Grants:
    first = rows[0]
    return Grants(
        words=f"{_WORDS[first['object_type']]} {first['identity']}",
        owner=first["owner"],
        privileges=frozenset(
            Privilege(_OWNER if row["to_owner"] else row["grantee"], row["column"], row["privilege"], row["grantable"])
            for row in rows
            if row["privilege"]
        ),
    )


def statements(before: Grants, wanted: frozenset[Privilege]) -> list[str]:
    """Return REVOKE commands for what is too much, then GRANT commands for what is missing, in a stable order."""
    excess, missing = before.privileges - wanted, wanted - before.privileges
    plain = {p.without_option for p in excess if p.grantable}
    weakened = {p for p in excess if p.grantable and p.without_option in missing}
    commands = []
    for (grantee, _), names in _grouped(excess - weakened, keep_option=False).items():
        commands.append(f"REVOKE {names} ON {before.words} FROM {_role(grantee, before.owner)}")
    for (grantee, _), names in _grouped(weakened, keep_option=False).items():
        commands.append(f"REVOKE GRANT OPTION FOR {names} ON {before.words} FROM {_role(grantee, before.owner)}")
    for (grantee, option), names in _grouped(missing - (plain & missing), keep_option=True).items():
        suffix = " WITH GRANT OPTION" if option else ""
        commands.append(f"GRANT {names} ON {before.words} TO {_role(grantee, before.owner)}{suffix}")
    return commands


def _grouped(privileges: frozenset[Privilege] | set[Privilege], *, keep_option: bool) -> Mapping[tuple[str, bool], str]:
    """Return the privileges as GRANT writes them, by grantee and grant option."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for privilege in sorted(privileges):
        text = f"{privilege.name} ({identifier(privilege.column)})" if privilege.column else privilege.name
        groups.setdefault((privilege.grantee, privilege.grantable and keep_option), []).append(text)
    return {key: ", ".join(dict.fromkeys(names)) for key, names in groups.items()}


def _role(grantee: str, owner: str) -> str:
    return identifier(owner) if grantee == _OWNER else role(grantee)
