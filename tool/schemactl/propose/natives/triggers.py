"""Triggers: replaced in place, switched on and off; those that partitions have from their partitioned table as well.

A constraint trigger cannot be replaced; it is dropped and created again. A replaced trigger is enabled again, as are
those of the partitions. Source: PostgreSQL manual, CREATE TRIGGER, ALTER TABLE and ALTER EVENT TRIGGER.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemactl.model.entry import Entry
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.natives.in_place import alteration
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides

STATES = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}
"""How the state of a trigger, a rule or an event trigger is written (pg_trigger.tgenabled)."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings changed triggers, and inherited ones that are switched otherwise, into their declared form."""
    changed = sides.changed("TRIGGER")
    lives = {row["oid"]: row for row in sides.clone.ask_for("triggers", [live.oid for live, _ in changed])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("triggers", [desired.oid for _, desired in changed])}
    for live, desired in changed:
        commands = _commands(lives[live.oid], wanted[desired.oid])
        if commands:
            yield alteration(sides, live, desired, commands, "differs")
    yield from _like_their_parents(sides)
    yield from _event_triggers(sides)


def _commands(before: Row, after: Row) -> list[str]:
    """Return the commands between two triggers of one name; none where the trigger has to be made anew."""
    enable = _enable(after, after["enabled"])
    if before["body"] == after["body"] and before["constrains"] == after["constrains"]:
        return [enable] if before["enabled"] != after["enabled"] else []
    if before["constrains"] or after["constrains"] or before["inherited"] or after["inherited"]:
        return []
    command = f"CREATE OR REPLACE TRIGGER {identifier(after['name'])}{after['body']}"
    return [command] if after["enabled"] == "O" else [command, enable]


def _enable(row: Row, state: str) -> str:
    table = qualified(row["schema"], row["relation"])
    return f"ALTER TABLE {table} {STATES[state]} TRIGGER {identifier(row['name'])}"


def _like_their_parents(sides: Sides) -> Iterator[Proposal]:
    """Yield the switch of inherited triggers for which nothing is declared: they are to be like their parents.

    pg_dump writes an inherited trigger only where it is switched otherwise than the one it comes from.
    """
    removed = {entry.oid: entry for entry in sides.removed_alone("TRIGGER") if not entry.drop}
    for row in sides.clone.ask_for("triggers", removed):
        entry = removed[row["oid"]]
        state = _state_of_parent(sides, entry)
        if row["inherited"] and state not in ("", row["enabled"]):
            yield Proposal(
                address=entry.address,
                alternatives=one(_enable(row, state)),
                verb=Verb.ALTER,
                cause="is switched otherwise than the trigger it comes from",
                stage=Stage.SHAPE,
                position=sides.created_at(entry.address),
                proposer="natives",
            )


def _state_of_parent(sides: Sides, entry: Entry) -> str:
    """Return the declared state of the trigger an inherited one comes from."""
    parent = next((a for a in entry.dependencies if a.kind == "TRIGGER"), None)
    if parent is None:
        return ""
    wanted = sides.wanted(parent)
    if wanted is not None:
        rows = sides.desired.ask_for("triggers", [wanted.oid])
        return str(rows[0]["enabled"]) if rows else ""
    return ""


def _event_triggers(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER EVENT TRIGGER where nothing but the state differs; all else needs a new one.

    One that is disabled does not see the other commands of the plan, nor does one that is enabled.
    """
    changed = sides.changed("EVENT TRIGGER")
    lives = {row["oid"]: row for row in sides.clone.ask_for("event_triggers", [live.oid for live, _ in changed])}
    oids = [desired.oid for _, desired in changed]
    wanted = {row["oid"]: row for row in sides.desired.ask_for("event_triggers", oids)}
    for live, desired in changed:
        before, after = lives[live.oid], wanted[desired.oid]
        if before["body"] == after["body"]:
            command = f"ALTER EVENT TRIGGER {identifier(after['name'])} {STATES[after['enabled']]}"
            switch = alteration(sides, live, desired, [command], "is switched otherwise")
            if after["enabled"] == "D":
                yield replace(switch, stage=Stage.DROP_EARLY, position=sides.dropped_at(live.address))
            else:
                yield replace(switch, stage=Stage.LAST, transaction=TransactionRule.LAST)
