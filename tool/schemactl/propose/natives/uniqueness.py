"""Rows that two keys cannot tell apart: asked before a unique index or a key is made over them.

Exclusion constraints are left to PostgreSQL: without an index, comparing every row with every other takes too long.
"""

from __future__ import annotations

from schemactl.model.entry import Entry
from schemactl.model.statement import RowQuestion
from schemactl.postgres.quoting import qualified
from schemactl.propose.row_questions import RowsOf, ask_groups
from schemactl.propose.sides import Sides


def duplicates(sides: Sides, entry: Entry) -> RowQuestion | None:
    """Return the question how many values stand in several rows; None for what demands nothing or cannot be asked.

    Args:
        sides: Both databases. `entry`: a desired index or key.
    """
    tables = [address for address in entry.dependencies if address.kind == "TABLE"]
    new = any(table in sides.made or table not in sides.comparison.live for table in tables)
    if new or entry.address in sides.dropped:
        return None  # There are no rows yet, or it was there before and comes back.
    if entry.address.kind == "CONSTRAINT":
        indexes = [key["index"] for key in sides.desired.ask_for("keys", [entry.oid]) if key["kind"] in ("p", "u")]
    else:
        indexes = [entry.oid]
    found = [row for index in indexes for row in sides.desired.ask("unique_rows", oid=index) if row["askable"]]
    if not found:
        return None
    [row] = found
    present = [f"({key}) IS DISTINCT FROM NULL" for key in row["keys"] if not row["nulls_alike"]]
    rows = RowsOf(
        schema=row["schema"],
        relation=row["relation"],
        columns=tuple(row["columns"]),
        condition=" AND ".join([f"({row['predicate']})", *present]),
        alone=True,
    )
    table = qualified(row["schema"], row["relation"])
    return ask_groups(rows, row["keys"], f"{{count}} values stand in several rows of {table}")
