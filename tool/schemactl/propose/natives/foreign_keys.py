"""Foreign keys whose meaning stays: validated or made deferrable in place instead of dropped and checked again.

Source: PostgreSQL manual, ALTER TABLE, VALIDATE CONSTRAINT and ALTER CONSTRAINT.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.statement import Phase, Trait, Verb
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import Row
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the alteration of every foreign key that differs in nothing but how it is enforced."""
    pairs = sides.changed("FK CONSTRAINT")
    lives = {row["oid"]: row for row in sides.clone.ask_for("foreign_keys", [live.oid for live, _ in pairs])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("foreign_keys", [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        before, after = lives.get(live.oid), wanted.get(desired.oid)
        command = _command(before, after) if before and after else ""
        if command:
            yield Proposal(
                address=live.address,
                alternatives=one(command),
                verb=Verb.ALTER,
                cause="is enforced differently",
                stage=Stage.SHAPE,
                position=sides.created_at(live.address),
                proposer="natives",
                phase=Phase.CONTRACT,
                traits=frozenset(
                    {Trait.READS_ALL_ROWS} if after and before and after["validated"] > before["validated"] else ()
                ),
            )


def _command(before: Row, after: Row) -> str:
    """Return the command, or nothing where the key has to be made anew."""
    if before["meaning"] != after["meaning"]:
        return ""
    prefix, name = f"ALTER TABLE {qualified(before['schema'], before['relation'])}", identifier(before["name"])
    if before["enforced"] != after["enforced"]:
        return f"{prefix} ALTER CONSTRAINT {name} {'' if after['enforced'] else 'NOT '}ENFORCED"
    if before["validated"] and not after["validated"]:
        return ""
    timing = (after["deferrable"], after["deferred"])
    if (before["deferrable"], before["deferred"]) != timing:
        words = {(False, False): "NOT DEFERRABLE", (True, False): "DEFERRABLE INITIALLY IMMEDIATE"}
        return f"{prefix} ALTER CONSTRAINT {name} {words.get(timing, 'DEFERRABLE INITIALLY DEFERRED')}"
    return f"{prefix} VALIDATE CONSTRAINT {name}" if after["validated"] and not before["validated"] else ""
