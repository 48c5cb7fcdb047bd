"""Extended statistics: the statistics target is altered in place; all else needs a new object and another ANALYZE.

Source: PostgreSQL manual, ALTER STATISTICS.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.postgres.quoting import qualified
from schemactl.propose.natives.in_place import alteration
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield ALTER STATISTICS where nothing but the target differs."""
    changed = sides.changed("STATISTICS")
    lives = {row["oid"]: row for row in sides.clone.ask_for("extended_statistics", [live.oid for live, _ in changed])}
    oids = [desired.oid for _, desired in changed]
    wanted = {row["oid"]: row for row in sides.desired.ask_for("extended_statistics", oids)}
    for live, desired in changed:
        before, after = lives[live.oid], wanted[desired.oid]
        if before["body"] == after["body"]:
            command = f"ALTER STATISTICS {qualified(after['schema'], after['name'])} SET STATISTICS {after['target']}"
            yield alteration(sides, live, desired, [command], "statistics target differs")
