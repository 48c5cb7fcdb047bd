"""ALTER ... DEPENDS ON EXTENSION: what goes with an extension when that is dropped.

Source: PostgreSQL manual, ALTER FUNCTION, ALTER TRIGGER, ALTER MATERIALIZED VIEW, ALTER INDEX.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import identifier
from schemactl.propose.catalog import Catalog
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

_KINDS = ("FUNCTION", "INDEX", "MATERIALIZED VIEW", "PROCEDURE", "TRIGGER")


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands that tie objects to extensions, and that untie them."""
    pairs = [(live, desired) for live, desired in sides.changed(*_KINDS) if live.drop]
    before = _ties(sides.clone, [live for live, _ in pairs])
    after = _ties(sides.desired, [desired for _, desired in pairs])
    for live, desired in pairs:
        old = before.get((live.catalog, live.oid), ())
        new = after.get((desired.catalog, desired.oid), ())
        target = f"ALTER {live.drop.removeprefix('DROP ')}"
        commands = [f"{target} NO DEPENDS ON EXTENSION {identifier(name)}" for name in old if name not in new]
        commands += [f"{target} DEPENDS ON EXTENSION {identifier(name)}" for name in new if name not in old]
        if commands:
            yield alteration(sides, live.address, tuple(commands), "goes with other extensions")


def _ties(catalog: Catalog, entries: list[Entry]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Return the names of the extensions by catalog and oid of what depends on them."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for row in catalog.ask_for("extension_ties", [entry.oid for entry in entries]):
        key = (row["catalog"], row["oid"])
        found[key] = (*found.get(key, ()), row["extension"])
    return found
