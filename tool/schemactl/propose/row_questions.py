"""Questions to the rows of the live database: what has to hold for them so that a statement works.

They are asked before the first statement, of the tables as they are then. A table stands under the name ``r``; what
it is (partitioned or not) is decided by the live database, not by what the plan makes of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.statement import ROW_KEY, ROW_LIMIT, SHOWN_ROWS, RowQuestion
from schemactl.postgres.quoting import literal, qualified


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsOf:
    """Rows of one table that are in the way.

    Attributes:
        schema, relation: The table. `columns`: what `condition` reads of it.
        condition: What holds for the rows; bare names are columns, ``r`` is the table.
        alone: Whether the rows of tables that inherit from it do not count.
    """

    schema: str
    relation: str
    columns: tuple[str, ...]
    condition: str
    alone: bool = False

    @property
    def sql(self) -> str:
        """Return FROM and WHERE."""
        own = f"{own_rows(self.schema, self.relation, 'r')} AND " if self.alone else ""
        return f"FROM {qualified(self.schema, self.relation)} AS r WHERE {own}({self.condition})"

    @property
    def reads(self) -> tuple[tuple[Address, str], ...]:
        """Return the table and its columns, as `RowQuestion.reads` wants them."""
        table = Address("TABLE", self.schema, self.relation)
        return tuple((table, column) for column in ("", *self.columns))


def ask_rows(sources: Sequence[RowsOf], message: str, reads: tuple[tuple[Address, str], ...] = ()) -> RowQuestion:
    """Return the question how many rows are in the way.

    Args:
        sources: Where they are looked for, at least one table.
        message: See `RowQuestion`. `reads`: what it reads besides the sources.
    """
    found = [f"SELECT {source.sql} LIMIT {ROW_LIMIT}" for source in sources]
    shown = [f"SELECT {ROW_KEY} AS key {source.sql} LIMIT {SHOWN_ROWS}" for source in sources]
    return RowQuestion(
        sql=f"SELECT count(*) FROM ({_all(found)}) AS found",
        message=message,
        reads=(*(read for source in sources for read in source.reads), *reads),
        examples=_all(shown),
    )


def ask_groups(source: RowsOf, keys: Sequence[str], message: str) -> RowQuestion:
    """Return the question how many values stand in more than one row.

    Args:
        source: The rows that are compared. `keys`: expressions that together must not be equal in two rows.
        message: See `RowQuestion`.
    """
    grouped = f"{source.sql} GROUP BY {', '.join(f'({key})' for key in keys)} HAVING count(*) > 1"
    values = ", ".join(keys)
    return RowQuestion(
        sql=f"SELECT count(*) FROM (SELECT {grouped} LIMIT {ROW_LIMIT}) AS found",
        message=message,
        reads=source.reads,
        examples=f"SELECT pg_catalog.jsonb_build_array({values})::text {grouped} LIMIT {SHOWN_ROWS}",
    )


def own_rows(schema: str, relation: str, alias: str) -> str:
    """Return the condition that a row is the table's own, not that of one that inherits; partitions are the table."""
    table = f"{literal(qualified(schema, relation)).strip()}::pg_catalog.regclass"
    partitioned = f"EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = {table} AND c.relkind = 'p')"
    return f"({alias}.tableoid = {table} OR {partitioned})"


def _all(selects: Sequence[str]) -> str:
    return selects[0] if len(selects) == 1 else " UNION ALL ".join(f"({select})" for select in selects)
