"""Subscriptions: altered in place, and dropped without a word to the publisher. Nothing here connects anywhere.

A new one comes in pg_dump's words, with ``connect = false``: disabled, without a slot. A dropped one lets go of its
slot first, which then stays on the publisher; hazards say both.
Source: PostgreSQL manual, ALTER SUBSCRIPTION, DROP SUBSCRIPTION.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.statement import Phase, Verb
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

_PARAMETERS = (
    "slot_name",
    "synchronous_commit",
    "binary",
    "streaming",
    "disable_on_error",
    "password_required",
    "run_as_owner",
    "origin",
)


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the commands for subscriptions that differ or are not declared any more."""
    pairs = sides.changed("SUBSCRIPTION")
    before = {row["oid"]: row for row in sides.clone.ask_for("subscriptions", [live.oid for live, _ in pairs])}
    after = {row["oid"]: row for row in sides.desired.ask_for("subscriptions", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        for cause, commands in _differences(before[live.oid], after[desired.oid]):
            yield alteration(sides, live.address, commands, cause)
    for entry in sides.removed("SUBSCRIPTION"):
        prefix = f"ALTER SUBSCRIPTION {identifier(entry.address.name)}"
        release = (f"{prefix} DISABLE", f"{prefix} SET (slot_name = NONE)")
        for commands, cause, verb in (
            (release, "lets go of its slot before it is dropped", Verb.ALTER),
            ((entry.drop,), "is not declared", Verb.DROP),
        ):
            yield alteration(
                sides, entry.address, commands, cause, stage=Stage.DROP_EARLY, verb=verb, phase=Phase.CONTRACT
            )


def _differences(before: Row, after: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield cause and commands for each group of attributes that differs."""
    prefix = f"ALTER SUBSCRIPTION {identifier(before['name'])}"
    if before["connection"] != after["connection"]:
        yield "connection differs", (f"{prefix} CONNECTION {literal(after['connection']).strip()}",)
    if before["publications"] != after["publications"]:
        names = ", ".join(map(identifier, after["publications"]))
        cause = "publications differ (afterwards, once: ALTER SUBSCRIPTION ... REFRESH PUBLICATION)"
        yield cause, (f"{prefix} SET PUBLICATION {names} WITH (refresh = false)",)
    different = [name for name in _PARAMETERS if before[name] != after[name]]
    if different:
        settings = ", ".join(f"{name} = {_value(after[name])}" for name in different)
        loses_slot = "slot_name" in different and after["slot_name"] is None
        disable = (f"{prefix} DISABLE",) if loses_slot else ()
        yield "parameters differ", (*disable, f"{prefix} SET ({settings})")


def _value(setting: str | None) -> str:
    return "NONE" if setting is None else literal(setting).strip()
