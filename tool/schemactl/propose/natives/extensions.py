"""Extensions: moved to another schema without what uses them, and updated to the version they are held at.

Source: PostgreSQL manual, ALTER EXTENSION.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.extensions import is_held
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER EXTENSION ... UPDATE TO, and the moves of extensions that will refuse to."""
    for live, desired, old, new in _changed(sides):
        if old["version"] != new["version"] and is_held(desired):
            command = f"ALTER EXTENSION {identifier(live.address.name)} UPDATE TO {literal(new['version']).strip()}"
            yield alteration(sides, live.address, (command,), f"the extension has version {old['version']}")
    yield from _moves(sides, relocatable=False)


def moving(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER EXTENSION ... SET SCHEMA where an extension lives in another namespace and can be moved."""
    return _moves(sides, relocatable=True)


def _moves(sides: Sides, *, relocatable: bool) -> Iterator[Proposal]:
    for live, _, old, new in _changed(sides):
        if old["schema"] != new["schema"] and old["relocatable"] is relocatable:
            command = f"ALTER EXTENSION {identifier(live.address.name)} SET SCHEMA {identifier(new['schema'])}"
            yield alteration(sides, live.address, (command,), "the extension lives in another schema")


def _changed(sides: Sides) -> Iterator[tuple[Entry, Entry, Row, Row]]:
    """Yield entries and catalog rows of both sides for every extension that differs."""
    pairs = sides.changed("EXTENSION")
    before, after = (
        {row["name"]: row for row in catalog.ask("extensions")} if pairs else {}
        for catalog in (sides.clone, sides.desired)
    )
    for live, desired in pairs:
        name = live.address.name
        if name in before and name in after:
            yield live, desired, before[name], after[name]
