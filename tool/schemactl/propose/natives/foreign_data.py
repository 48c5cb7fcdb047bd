"""Foreign-data wrappers, servers and user mappings, altered in place: nothing that stands on them is touched.

A server keeps its wrapper and its type for life; when these differ it is dropped and created with all that uses it.
Source: PostgreSQL manual, ALTER FOREIGN DATA WRAPPER, ALTER SERVER, ALTER USER MAPPING.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, role
from schemactl.propose.catalog import Catalog
from schemactl.propose.generic_options import options_clause
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for foreign objects that differ."""
    for live, before, after in _pairs(sides, "FOREIGN DATA WRAPPER", "foreign_wrappers"):
        actions = [
            f"{word} {after[key]}" if after[key] else f"NO {word}"
            for key, word in (("handler", "HANDLER"), ("validator", "VALIDATOR"))
            if before[key] != after[key]
        ]
        target = f"FOREIGN DATA WRAPPER {identifier(live.address.name)}"
        yield from _altered(sides, live, target, [*actions, _options(before, after)])
    for live, before, after in _pairs(sides, "SERVER", "foreign_servers"):
        if (before["wrapper"], before["type"]) != (after["wrapper"], after["type"]):
            continue
        version = "NULL" if after["version"] is None else literal(after["version"]).strip()
        actions = [f"VERSION {version}"] if before["version"] != after["version"] else []
        yield from _altered(sides, live, f"SERVER {identifier(live.address.name)}", [*actions, _options(before, after)])
    yield from _user_mappings(sides)


def _pairs(sides: Sides, kind: str, query: str) -> Iterator[tuple[Entry, Row, Row]]:
    pairs = sides.changed(kind)
    before = {row["oid"]: row for row in sides.clone.ask_for(query, [live.oid for live, _ in pairs])}
    after = {row["oid"]: row for row in sides.desired.ask_for(query, [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        yield live, before[live.oid], after[desired.oid]


def _user_mappings(sides: Sides) -> Iterator[Proposal]:
    pairs = sides.changed("USER MAPPING")
    before, after = (_mappings(catalog) if pairs else {} for catalog in (sides.clone, sides.desired))
    for live, _ in pairs:
        old, new = before.get(live.address.name), after.get(live.address.name)
        if old and new:
            target = f"USER MAPPING FOR {role(old['role'])} SERVER {identifier(old['server'])}"
            yield from _altered(sides, live, target, [_options(old, new)])


def _mappings(catalog: Catalog) -> dict[str, Row]:
    """Return the user mappings by pg_dump's tag; names can make two tags equal, and then neither is taken."""
    rows = catalog.ask("user_mappings")
    times = Counter(row["tag"] for row in rows)
    return {row["tag"]: row for row in rows if times[row["tag"]] == 1}


def _altered(sides: Sides, live: Entry, target: str, actions: list[str]) -> Iterator[Proposal]:
    """Yield the one command for all that differs."""
    if any(actions):
        yield alteration(
            sides, live.address, (f"ALTER {target} {' '.join(filter(None, actions))}",), "attributes differ"
        )


def _options(before: Row, after: Row) -> str:
    return options_clause(before["options"], after["options"])
