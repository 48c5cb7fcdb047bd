"""A plan in one line: how much changes, the worst that can happen, the longest lock, and whether it was proven.

People approve long plans unread, so this line comes first in every format, and right after it what cannot be planned.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.model.hazard import Hazard, Severity
from schemactl.model.lock import RelationLock
from schemactl.model.plan import Change, Plan
from schemactl.model.printable import printable
from schemactl.plan.extent import duration_words, size_words
from schemactl.plan.held import held_modes

_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_EFFECTS = {
    Severity.LOSS: "removes rows or values of",
    Severity.OUTAGE: "blocks others on",
    Severity.MAY_FAIL: "may fail on",
    Severity.AUTHZ: "changes the rights on",
    Severity.BREAK: "breaks users of",
    Severity.BRIEF: "locks for a moment",
    Severity.NOTE: "touches",
}


def summary_line(plan: Plan) -> str:
    """Return the line every report of a plan begins with. It is one line whatever the names in it hold."""
    if plan.empty and not plan.unplanned:
        return printable(f"in sync · {plan.database} on PostgreSQL {version_words(plan.live_version)}")
    worst, longest = next(iter(hazards_by_severity(plan)), None), plan.longest_lock
    parts = (
        counted(plan.changes, "change") + (f", phase {plan.phase}" if plan.phase else ""),
        f"worst: {_hazard_words(plan, *worst)}" if worst else "no hazards",
        f"longest lock: {lock_words(longest)}" if longest else "no locks",
        _proof_words(plan),
    )
    return printable(" · ".join(parts))


def unplanned_line(plan: Plan) -> str:
    """Return the line that names what has no statement, or an empty string when everything has one."""
    names = [str(d.address) if d.address else d.message for d in plan.unplanned]
    return printable(f"cannot be planned: {', '.join(names)}") if names else ""


def counted(changes: Iterable[Change], noun: str) -> str:
    """Return for example ``3 changes (+1 ~1 -1)``; signs that do not occur are left out."""
    signs = [change.sign for change in changes]
    counts = [f"{sign}{signs.count(sign)}" for sign in "+~-" if sign in signs]
    return plural(len(signs), noun) + (f" ({' '.join(counts)})" if counts else "")


def plural(count: int, noun: str) -> str:
    """Return ``1 change``, ``1,204 changes``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def hazards_by_severity(plan: Plan) -> list[tuple[int, Hazard]]:
    """Return the hazards with the 1-based positions of their statements, worst first, then in the plan's order.

    Those that are for the record are left out.
    """
    found = [
        (n, hazard)
        for n, statement in enumerate(plan.statements, 1)
        for hazard in statement.hazards
        if not hazard.for_the_record
    ]
    return sorted(found, key=lambda pair: _RANKS[pair[1].severity])


def lock_words(lock: RelationLock) -> str:
    """Return for example ``ACCESS EXCLUSIVE on public.books (rewrite of 1.2 GB, about 12 s)``."""
    work = [word for word, true in (("rewrite", lock.rewritten), ("full scan", lock.scanned)) if true]
    if work and lock.size is not None:
        work[-1] += f" of {size_words(lock.size)}"
        work += [duration_words(lock.milliseconds)] if lock.milliseconds is not None else []
    return f"{lock.mode.words} on {lock.relation}" + (f" ({', '.join(work)})" if work else "")


def version_words(number: int) -> str:
    """Return ``server_version_num`` as people write it: 180006 is 18.6."""
    return f"{number // 10000}.{number % 10000}"


def _hazard_words(plan: Plan, position: int, hazard: Hazard) -> str:
    effect = _EFFECTS[hazard.severity]
    if hazard.severity is Severity.OUTAGE:
        held = [modes for group in plan.groups for modes in held_modes(group)][position - 1]
        mode = held.get(hazard.object)
        if mode and mode.blocks_writes:
            effect = "blocks reads and writes on" if mode.blocks_reads else "blocks writes on"
    return f"{hazard.id} {effect} {hazard.object}"


def _proof_words(plan: Plan) -> str:
    if plan.proof is None:
        return "not proven"
    live = version_words(plan.live_version)
    other = "" if plan.proof.server_version.split(".")[0] == live.split(".")[0] else f", live is {live}"
    return f"{'proven' if plan.proof.converged else 'PROOF FAILED'} on PostgreSQL {plan.proof.server_version}{other}"
