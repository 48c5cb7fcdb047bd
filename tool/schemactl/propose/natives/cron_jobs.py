"""Jobs of pg_cron: scheduled anew under their name, which keeps their number and the record of their runs.

``cron.schedule`` gives a job of the same name and role another schedule and command, and leaves all else as it is
(measured on pg_cron 1.4.2): one that was switched off has to be unscheduled first.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.kinds import CRON_JOB
from schemactl.model.statement import Verb
from schemactl.propose.proposal import Proposal, Stage, one
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield one step per changed job; none for the job of another role or database, which we cannot change."""
    changed = sides.changed(CRON_JOB)
    switched_off = {row["name"] for row in sides.clone.ask("inactive_jobs")} if changed else set()
    for live, desired in changed:
        if not live.drop:
            continue
        command, off = desired.definition.removesuffix(";"), live.address.name in switched_off
        yield Proposal(
            address=live.address,
            alternatives=((live.drop, command),) if off else one(command),
            verb=Verb.ALTER,
            cause="is switched off" if off else "schedule or command differs",
            stage=Stage.SHAPE,
            position=sides.created_at(live.address),
            proposer="natives",
        )
