"""Default privileges: the smallest set of ALTER DEFAULT PRIVILEGES.

Source: PostgreSQL manual, ALTER DEFAULT PRIVILEGES and pg_default_acl.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.statement import Verb
from schemactl.postgres.quoting import identifier, role
from schemactl.propose.catalog import Catalog
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

_WORDS = {"r": "TABLES", "S": "SEQUENCES", "f": "FUNCTIONS", "T": "TYPES", "n": "SCHEMAS"}

Key = tuple[str, str, str]
"""Role, namespace (empty for all) and letter of pg_default_acl.defaclobjtype."""
Item = tuple[str, str, bool]
"""Grantee, privilege, grant option."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for every differing entry of default privileges."""
    for address in sides.differing({"DEFAULT ACL"}):
        name = address.parent.removeprefix("ROLE ")
        before, after = _read(sides.clone, name), _read(sides.desired, name)
        word = address.name.removeprefix("DEFAULT PRIVILEGES FOR ")
        keys = [key for key in before.keys() | after.keys() if key[1] == address.schema and _WORDS[key[2]] == word]
        for key in sorted(keys):
            builtin = _builtin(sides.clone, name, key[2]) if not key[1] else set()
            for command in _commands(key, before.get(key, builtin), after.get(key, builtin)):
                yield Proposal(
                    address=address,
                    alternatives=one(command),
                    verb=Verb.ALTER,
                    cause="default privileges differ",
                    stage=Stage.SHAPE,
                    position=sides.created_at(address),
                    proposer="natives",
                )


def _read(catalog: Catalog, name: str) -> dict[Key, set[Item]]:
    found: dict[Key, set[Item]] = {}
    for row in catalog.ask("default_privileges"):
        if row["role"] == name:
            key = (row["role"], row["schema"], row["object_type"])
            found.setdefault(key, set()).add((row["grantee"], row["privilege"], row["grantable"]))
    return found


def _builtin(catalog: Catalog, name: str, letter: str) -> set[Item]:
    rows = catalog.ask("builtin_default_privileges", role=name)
    return {(row["grantee"], row["privilege"], row["grantable"]) for row in rows if row["object_type"] == letter}


def _commands(key: Key, before: set[Item], after: set[Item]) -> Iterator[str]:
    name, schema, letter = key
    prefix = f"ALTER DEFAULT PRIVILEGES FOR ROLE {identifier(name)}"
    prefix += f" IN SCHEMA {identifier(schema)}" if schema else ""
    for grantee, privilege, grantable in sorted(before - after):
        if grantable and (grantee, privilege, False) in after:
            yield f"{prefix} REVOKE GRANT OPTION FOR {privilege} ON {_WORDS[letter]} FROM {role(grantee)}"
        elif not (not grantable and (grantee, privilege, True) in after):
            yield f"{prefix} REVOKE {privilege} ON {_WORDS[letter]} FROM {role(grantee)}"
    for grantee, privilege, grantable in sorted(after - before):
        if grantable or (grantee, privilege, True) not in before:
            option = " WITH GRANT OPTION" if grantable else ""
            yield f"{prefix} GRANT {privilege} ON {_WORDS[letter]} TO {role(grantee)}{option}"
