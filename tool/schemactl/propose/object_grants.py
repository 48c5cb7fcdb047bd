"""What is granted on single objects, read from the catalogs, with the owner as an owner, whatever its name."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass

from schemactl.model.entry import Entry
from schemactl.postgres.queries import Row
from schemactl.propose.catalog import Catalog
from schemactl.propose.grants import Privilege

OWNER = "\0owner"
"""Stands for the owner among grantees; no role can be called so."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Grants:
    """Everything granted on one object, with the words GRANT needs for it."""

    words: str
    owner: str
    privileges: frozenset[Privilege]


def read_grants(catalog: Catalog, oids: Iterable[int]) -> dict[tuple[int, int], Grants]:
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
            Privilege(
                OWNER if row["to_owner"] else row["grantee"],
                row["column"],
                row["privilege"],
                row["grantable"],
                row["grantor"],
            )
            for row in rows
            if row["privilege"]
        ),
    )


def as_granted_by(grants: Grants, owner: str) -> frozenset[Privilege]:
    """Return what is granted as it reads where the object belongs to another role, which needs no grant of its own.

    Args:
        grants: The desired grants. `owner`: whom the object belongs to, and will.
    """
    if owner == grants.owner:
        return grants.privileges
    return frozenset(
        dataclasses.replace(privilege, grantor="") if privilege.grantor == owner else privilege
        for privilege in grants.privileges
        if privilege.grantee != owner
    )


def same_grants(catalogs: tuple[Catalog, Catalog], objects: tuple[Entry, Entry]) -> bool:
    """Return whether the same is granted on an object that belongs to different roles in two databases."""
    before, after = (
        read_grants(catalog, [entry.oid]).get((entry.catalog, entry.oid))
        for catalog, entry in zip(catalogs, objects, strict=True)
    )
    return before is not None and after is not None and before.privileges == as_granted_by(after, before.owner)
