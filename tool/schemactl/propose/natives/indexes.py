"""Indexes that nobody misses yet: built last, each in a transaction that locks its own table alone.

CREATE INDEX keeps others from writing to the table until its transaction ends, and among the other statements of a plan
that would be until all of them are done. Source: PostgreSQL manual, CREATE INDEX and Explicit Locking.
"""

from __future__ import annotations

from schemactl.model.entry import Entry
from schemactl.propose.sides import Sides


def can_wait(sides: Sides, entry: Entry) -> bool:
    """Return whether a missing index may be built after everything else.

    One that stands in for an index of before may not: its queries would have none meanwhile. Nor may one that decides
    about rows (UNIQUE), about their order or identity, or that belongs to a partitioned one.
    """
    tables = [address for address in entry.dependencies if address.kind == "TABLE"]
    if entry.address.kind != "INDEX" or entry.address in sides.dropped or entry.address in sides.comparison.changed:
        return False
    if not tables or any(table not in sides.comparison.live or table in sides.made for table in tables):
        return False
    return all(row["only_speeds_up"] for row in sides.desired.ask_for("indexes", [entry.oid]))
