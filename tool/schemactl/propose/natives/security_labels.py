"""Security labels: set in pg_dump's own words, removed by setting them to NULL.

They need a provider, a library that is loaded when a server starts; on a scratch server without it they cannot be
rebuilt, which is said by name. Source: PostgreSQL manual, SECURITY LABEL.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier
from schemactl.propose.catalog import Catalog
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield SECURITY LABEL for every object whose labels differ or are not declared; new ones come from the archive."""
    addresses = [a for a in sides.differing({"SECURITY LABEL"}) if a in sides.comparison.live]
    before = _labels(sides.clone, sides.comparison.live, addresses)
    after = _labels(sides.desired, sides.comparison.desired, addresses)
    for address in addresses:
        gone = [removal(row) for target, row in before[address].items() if target not in after[address]]
        entry = sides.wanted(address)
        given = [command.text for command in split_statements(entry.definition)] if entry else []
        if gone or given:
            yield alteration(sides, address, (*gone, *given), "security labels differ")


def removal(row: Row) -> str:
    """Return the command that takes one label away."""
    return f"SECURITY LABEL FOR {identifier(row['provider'])} ON {row['object_type']} {row['name']} IS NULL"


def _labels(
    catalog: Catalog, snapshot: Snapshot, addresses: list[Address]
) -> dict[Address, dict[tuple[str, str, str], Row]]:
    """Return the labels of each address by provider and target; those of its columns are in a table's entry too."""
    rows = catalog.ask("security_labels") if addresses else []
    found = {}
    for address in addresses:
        owners = {(snapshot[a].catalog, snapshot[a].oid) for a in _owners(address, snapshot) if a in snapshot.entries}
        found[address] = {
            (row["provider"], row["object_type"], row["name"]): row
            for row in rows
            if (row["catalog"], row["oid"]) in owners
        }
    return found


def _owners(address: Address, snapshot: Snapshot) -> tuple[Address, ...]:
    """Return what a SECURITY LABEL entry is about; where it is gone, the object its address was named after."""
    if address in snapshot.entries:
        return snapshot[address].dependencies
    return tuple(a for a in snapshot.entries if f"{a.kind} {a.name}" == address.parent and a.schema == address.schema)
