"""Grants: the smallest set of GRANT and REVOKE between what the clone has and what is desired.

Both sides are read with the built-in default filled in (`acldefault`) and the owner as an owner, whatever its name, so
that neither an empty list nor another owner shows up as a difference. Only objects that exist on the clone are asked
about: what an object gets at its creation (default privileges!) is seen first, then corrected.
Source: PostgreSQL manual, GRANT, REVOKE and Privileges.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Verb
from schemactl.postgres.quoting import identifier, role
from schemactl.propose.catalog import Catalog
from schemactl.propose.grants import MAINTAIN, MAINTAIN_SINCE, Privilege, changes
from schemactl.propose.object_grants import OWNER, Grants, as_granted_by, read_grants
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

_PRIVILEGES = {
    "TABLE": frozenset({"DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"}),
    "SEQUENCE": frozenset({"SELECT", "UPDATE", "USAGE"}),
    "SCHEMA": frozenset({"CREATE", "USAGE"}),
}
"""All privileges of the kinds that have several."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield GRANT and REVOKE for every object whose grants differ."""
    objects = _settled(sides, _objects(sides))
    before = read_grants(sides.clone, [pair[0][1] for pair in objects.values()])
    after = read_grants(sides.desired, [pair[1][1] for pair in objects.values()])
    for address, (live, desired) in sorted(objects.items()):
        if live not in before or desired not in after:
            continue
        wanted = as_granted_by(after[desired], before[live].owner)
        for commands in statements(before[live], wanted, sides.clone.version, sides.target_version):
            yield Proposal(
                address=address,
                alternatives=(commands,),
                verb=Verb.ALTER,
                cause="grants differ",
                stage=Stage.SHAPE,
                position=len(sides.comparison.desired.entries),
                proposer="natives",
            )


def _objects(sides: Sides) -> dict[Address, tuple[tuple[int, int], tuple[int, int]]]:
    """Return catalog and oid on both sides for every differing ACL entry whose object exists on both.

    Not where another object is about to take the name: that one's privileges are looked at once it is there.
    """
    found = {}
    leaving = {(entry.catalog, entry.oid) for entry in map(sides.live, sides.comparison.removed) if entry}
    for address in sides.differing({"ACL"}):
        live = _object_of(address, sides.comparison.live, sides.clone)
        desired = _object_of(address, sides.comparison.desired, sides.desired)
        if live and desired and live not in leaving:
            found[address] = (live, desired)
    return found


def _settled(
    sides: Sides, objects: dict[Address, tuple[tuple[int, int], tuple[int, int]]]
) -> dict[Address, tuple[tuple[int, int], tuple[int, int]]]:
    """Return each object once, without those that get another owner first: its privileges change with that.

    pg_dump writes the privileges on a table and on each of its columns as entries of their own.
    """
    moving = {(live.catalog, live.oid) for live in map(sides.live, sides.comparison.owners) if live}
    once = {pair: address for address, pair in sorted(objects.items(), reverse=True)}
    return {address: pair for pair, address in once.items() if pair[0] not in moving}


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


def statements(
    before: Grants, wanted: frozenset[Privilege], version: int, target_version: int
) -> list[tuple[str, ...]]:
    """Return the commands between two sets of privileges on one object; those in one tuple belong together.

    What somebody passed on by a grant option of their own can only be granted and revoked in their name.

    Args:
        before: What the clone has. `wanted`: what is desired.
        version: Of the scratch server. `target_version`: of the live one, which must understand the commands.
    """
    kind = before.words.split(" ", 1)[0]
    names = _PRIVILEGES.get(kind, frozenset())
    if kind == "TABLE" and version >= MAINTAIN_SINCE:
        names |= {MAINTAIN}
    commands: list[tuple[str, ...]] = []
    for change in changes(before.privileges, wanted, names, old_server=target_version < MAINTAIN_SINCE):
        grantee = identifier(before.owner) if change.grantee == OWNER else role(change.grantee)
        direction = f"TO {grantee}" if change.verb == "GRANT" else f"FROM {grantee}"
        option = " WITH GRANT OPTION" if change.option else ""
        command = f"{change.verb} {change.names} ON {before.words} {direction}{option}"
        in_name_of = f"SET ROLE {identifier(change.grantor)}" if change.grantor else ""
        commands.append((in_name_of, command, "RESET ROLE") if in_name_of else (command,))
    return commands
