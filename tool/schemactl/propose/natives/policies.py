"""Policies: roles and expressions are altered in place, so that rows are never without their protection.

The command and PERMISSIVE or RESTRICTIVE cannot be altered, nor can an expression be taken away; then the policy is
dropped and created again in one transaction. Source: PostgreSQL manual, ALTER POLICY.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified, role
from schemactl.propose.natives.in_place import alteration
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER POLICY for every changed policy that it can change."""
    changed = sides.changed("POLICY")
    lives = {row["oid"]: row for row in sides.clone.ask_for("policies", [live.oid for live, _ in changed])}
    wanted = {row["oid"]: row for row in sides.desired.ask_for("policies", [desired.oid for _, desired in changed])}
    for live, desired in changed:
        clauses = _clauses(lives[live.oid], wanted[desired.oid])
        if clauses:
            yield alteration(sides, live, desired, [_alter(wanted[desired.oid], clauses)], "differs")


def _clauses(before: Row, after: Row) -> str:
    """Return what ALTER POLICY has to say; empty where it cannot make the one from the other."""
    taken = any(before[part] and not after[part] for part in ("condition", "row_check"))
    if taken or (before["command"], before["permissive"]) != (after["command"], after["permissive"]):
        return ""
    roles = f" TO {', '.join(role(name) for name in after['roles'])}" if before["roles"] != after["roles"] else ""
    using = f" USING ({after['condition']})" if before["condition"] != after["condition"] else ""
    check = f" WITH CHECK ({after['row_check']})" if before["row_check"] != after["row_check"] else ""
    return roles + using + check


def _alter(row: Row, clauses: str) -> str:
    return f"ALTER POLICY {identifier(row['name'])} ON {qualified(row['schema'], row['relation'])}{clauses}"
