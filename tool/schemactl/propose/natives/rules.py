"""Rules: replaced in place, switched on and off. Those that hold a view's query belong to the view.

Source: PostgreSQL manual, CREATE RULE and ALTER TABLE.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.natives.in_place import alteration
from schemactl.propose.natives.triggers import STATES
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield a replacement or a switch for every changed rule."""
    changed = sides.changed("RULE")
    lives = {row["oid"]: row for row in sides.clone.ask_for("rules", [live.oid for live, _ in changed])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("rules", [desired.oid for _, desired in changed])}
    for live, desired in changed:
        if live.oid in lives and desired.oid in wanted:
            commands = _commands(lives[live.oid], wanted[desired.oid])
            yield alteration(sides, live, desired, commands, "differs")


def _commands(before: Row, after: Row) -> list[str]:
    commands = []
    if before["body"] != after["body"]:
        commands.append(f"CREATE OR REPLACE RULE {identifier(after['name'])}{str(after['body']).removesuffix(';')}")
    if before["enabled"] != after["enabled"]:
        table = qualified(after["schema"], after["relation"])
        commands.append(f"ALTER TABLE {table} {STATES[after['enabled']]} RULE {identifier(after['name'])}")
    return commands
