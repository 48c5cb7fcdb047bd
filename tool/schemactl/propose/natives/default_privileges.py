"""Default privileges: the smallest set of ALTER DEFAULT PRIVILEGES.

Source: PostgreSQL manual, ALTER DEFAULT PRIVILEGES and pg_default_acl.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.statement import Verb
from schemactl.postgres.quoting import identifier, role
from schemactl.propose.catalog import Catalog
from schemactl.propose.grants import MAINTAIN_SINCE, Privilege, changes
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_WORDS = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES", "n": "SCHEMAS", "L": "LARGE OBJECTS"}

Key = tuple[str, str, str]
"""Role, namespace (empty for all) and letter of pg_default_acl.defaclobjtype."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for every differing entry of default privileges."""
    for address in sides.differing({"DEFAULT ACL"}):
        name = address.parent.removeprefix("ROLE ")
        before, after = _read(sides.clone, name), _read(sides.desired, name)
        word = address.name.removeprefix("DEFAULT PRIVILEGES FOR ")
        keys = [key for key in before.keys() | after.keys() if key[1] == address.schema and _WORDS[key[2]] == word]
        for key in sorted(keys):
            for command in _commands(sides, key, before.get(key), after.get(key)):
                yield Proposal(
                    address=address,
                    alternatives=one(command),
                    verb=Verb.ALTER,
                    cause="default privileges differ",
                    stage=Stage.SHAPE,
                    position=sides.created_at(address),
                    proposer="natives",
                )


def _read(catalog: Catalog, name: str) -> dict[Key, frozenset[Privilege]]:
    found: dict[Key, set[Privilege]] = {}
    for row in catalog.ask("default_privileges"):
        if row["role"] == name:
            key = (row["role"], row["schema"], row["object_type"])
            granted = found.setdefault(key, set())
            if row["privilege"]:
                granted.add(Privilege(row["grantee"], "", row["privilege"], row["grantable"]))
    return {key: frozenset(privileges) for key, privileges in found.items()}


def _commands(
    sides: Sides, key: Key, before: frozenset[Privilege] | None, after: frozenset[Privilege] | None
) -> Iterator[str]:
    name, schema, letter = key
    builtin = _builtin(sides.clone, name, letter)
    start = frozenset() if schema else builtin
    everything = frozenset(privilege.name for privilege in builtin if privilege.grantee == name)
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {identifier(name)}"
    prefix += f" IN SCHEMA {identifier(schema)}" if schema else ""
    old_server = sides.target_version < MAINTAIN_SINCE
    for change in changes(
        start if before is None else before, start if after is None else after, everything, old_server=old_server
    ):
        direction = "TO" if change.verb == "GRANT" else "FROM"
        option = " WITH GRANT OPTION" if change.option else ""
        yield f"{prefix} {change.verb} {change.names} ON {_WORDS[letter]} {direction} {role(change.grantee)}{option}"


def _builtin(catalog: Catalog, name: str, letter: str) -> frozenset[Privilege]:
    """Return what PostgreSQL grants by itself: everything to the owner, something to PUBLIC."""
    rows = catalog.ask("builtin_default_privileges", role=name)
    return frozenset(
        Privilege(row["grantee"], "", row["privilege"], row["grantable"])
        for row in rows
        if row["object_type"] == letter
    )
