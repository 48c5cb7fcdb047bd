"""Base types: what ALTER TYPE can set of them, and how they go without taking anything along.

Source: PostgreSQL manual, ALTER TYPE and DROP TYPE.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import qualified
from schemactl.propose.natives.new_types import Step
from schemactl.propose.sides import Sides

_CASCADE = " CASCADE"


def steps(sides: Sides, live: Entry, desired: Entry) -> Iterator[Step]:
    """Yield what ALTER TYPE can change of a base type; its input, output and size are for life."""
    before, after = sides.clone.ask_for("base_types", [live.oid]), sides.desired.ask_for("base_types", [desired.oid])
    differing = [key for key in after[0] if key != "oid" and before[0][key] != after[0][key]]
    if differing:
        actions = ", ".join(f"{key} = {after[0][key]}" for key in differing)
        name = qualified(live.address.schema, live.address.name)
        yield Step(cause="attributes differ", commands=(f"ALTER TYPE {name} SET ({actions})",))


def drop(sides: Sides, live: Entry) -> str:
    """Return the command that drops an entry: pg_dump's own, but without CASCADE while a base type is in use.

    A base type and its functions depend on each other, so only CASCADE drops them. It would take columns along as well.
    """
    bare = live.drop.rstrip().removesuffix(";")
    if live.address.kind != "TYPE" or not bare.endswith(_CASCADE):
        return live.drop
    used = any(row["used"] for row in sides.clone.ask("base_type_uses", oid=live.oid))
    return bare.removesuffix(_CASCADE) if used else live.drop
