"""Rows that have no place in the partitions to come: asked before a partition is attached or a table is divided anew.

PostgreSQL refuses a partition whose rows are outside of its bounds, one whose rows are in the default partition
already, and a row that fits no partition. Source: PostgreSQL manual, ALTER TABLE ... ATTACH PARTITION.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import RowQuestion
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import qualified
from schemactl.propose.compare import RelationPair
from schemactl.propose.row_questions import RowsOf, ask_rows
from schemactl.propose.sides import Sides


def outside(sides: Sides, attached: Entry) -> RowQuestion | None:
    """Return the question how many rows keep a partition from being attached; None when there can be none.

    Args:
        sides: Both databases. `attached`: the desired entry that says to which table, within which bounds.
    """
    child = Address("TABLE", attached.address.schema, attached.address.name)
    wanted = sides.wanted(child)
    if wanted is None:
        return None
    [bounds] = sides.desired.ask("partition_rows", oid=wanted.oid)
    sources = list(_sources(sides, child, bounds)) if bounds["askable"] and bounds["condition"] else []
    if not sources:
        return None
    tables = " and ".join(qualified(rows.schema, rows.relation) for rows in sources)
    return ask_rows(
        sources, f"{{count}} rows of {tables} do not fit the bounds of {qualified(child.schema, child.name)}"
    )


def _sources(sides: Sides, child: Address, bounds: Row) -> Iterator[RowsOf]:
    """Yield the rows of the partition that are outside, and those of the default partition that are inside."""
    columns, condition = tuple(bounds["columns"]), bounds["condition"]
    if _holds_rows(sides, child):
        yield RowsOf(schema=child.schema, relation=child.name, columns=columns, condition=f"NOT ({condition})")
    if bounds["default_partition"]:
        rest = Address("TABLE", *bounds["default_partition"])
        attached = Address("TABLE ATTACH", rest.schema, rest.name)
        stays = attached in sides.comparison.live and attached in sides.comparison.desired
        if stays and _holds_rows(sides, rest):
            yield RowsOf(schema=rest.schema, relation=rest.name, columns=columns, condition=condition)


def _holds_rows(sides: Sides, table: Address) -> bool:
    return table in sides.comparison.live and table not in sides.made


def without_place(sides: Sides, pair: RelationPair) -> RowQuestion | None:
    """Return the question how many rows of a table fit none of the partitions it is to have; None if it has none."""
    if pair.desired.kind != "p":
        return None
    leaves = [row["oid"] for row in sides.desired.ask("partition_leaves", oid=pair.desired.oid)]
    bounds = [row for oid in leaves for row in sides.desired.ask("partition_rows", oid=oid)]
    columns = tuple(dict.fromkeys(column for row in bounds for column in row["columns"]))
    live, desired = pair.live.columns, pair.desired.columns
    alike = all(name in live and live[name].type == desired[name].type for name in columns)
    if not alike or not all(row["askable"] and row["condition"] for row in bounds):
        return None
    fits = " OR ".join(f"({row['condition']})" for row in bounds) or "false"
    rows = RowsOf(schema=pair.live.schema, relation=pair.live.name, columns=columns, condition=f"({fits}) IS NOT TRUE")
    return ask_rows([rows], f"{{count}} rows of {pair.live.sql_name} fit none of the partitions it is to have")
