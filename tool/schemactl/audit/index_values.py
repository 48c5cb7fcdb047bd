"""Indexes and what they are for, compared by their columns and never by their SQL."""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import qualified

_DESCENDING_NULLS_FIRST = 3
"""Both bits of ``pg_index.indoption``; flipping both is reading the index backwards."""

Column = tuple[int, str, int]
"""A key: the column's number (0 for an expression), operator class and collation, and direction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index of a table or materialized view.

    Attributes:
        keys: What it is sorted by. `included`: columns it only carries along.
        expressions, predicate: In PostgreSQL's words, empty where there are none.
        guards: Whether it keeps a promise (unique, primary key, exclusion) or tells rows apart for replication.
        scans: How often it was read since the statistics began; the parts of a partitioned index are added up.
    """

    schema: str
    relation: str
    name: str
    oid: int
    table: int
    method: str
    keys: tuple[Column, ...]
    included: frozenset[int]
    expressions: str
    predicate: str
    is_unique: bool
    is_primary: bool
    nulls_not_distinct: bool
    of_constraint: bool
    guards: bool
    is_valid: bool
    is_partitioned: bool
    of_partition: bool
    size_bytes: int
    scans: int

    @property
    def qualified(self) -> str:
        """Return its name in SQL."""
        return qualified(self.schema, self.name)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the columns it is sorted by."""
        return tuple(number for number, _, _ in self.keys)

    @property
    def worth(self) -> tuple[bool, bool, bool, str]:
        """Return what to sort equal indexes by to have the one to keep first."""
        return not self.is_primary, not self.of_constraint, not self.is_unique, self.name

    def is_replaced_by(self, other: Index) -> bool:
        """Return whether another index of the table holds the same entries, promises as much and is the one to keep."""
        same = (
            self.method == other.method
            and self.keys == other.keys
            and self.included == other.included
            and self._conditions == other._conditions
        )
        if not same or not other.is_valid or other.worth >= self.worth:
            return False
        if self.is_unique and not other.is_unique:
            return False
        return not self.nulls_not_distinct or other.nulls_not_distinct or other.is_primary

    def is_beginning_of(self, other: Index) -> bool:
        """Return whether another index begins with this one, read forwards or backwards, and it promises nothing."""
        width = len(self.keys)
        if self.guards or self.of_constraint or not other.is_valid or {self.method, other.method} != {"btree"}:
            return False
        if len(other.keys) <= width or self._conditions != other._conditions or 0 in self.numbers:
            return False
        start = other.keys[:width]
        if self.keys not in (start, tuple((n, c, option ^ _DESCENDING_NULLS_FIRST) for n, c, option in start)):
            return False
        return self.included <= other.included | set(other.numbers)

    def serves(self, columns: list[int]) -> bool:
        """Return whether it finds the rows with given values in these columns, whatever their order."""
        usable = self.is_valid and not self.predicate and self.method in {"btree", "hash"}
        return usable and set(self.numbers[: len(columns)]) == set(columns)

    @property
    def _conditions(self) -> tuple[str, str]:
        return self.expressions, self.predicate


def index_of(row: Row) -> Index:
    """Return an index from a row of `audit/sql/indexes.sql`."""
    numbers = [int(number) for number in str(row["columns"]).split()]
    width = row["width"]
    # The two vectors stand behind each other: operator classes, then collations, as many as there are keys.
    classes = str(row["classes"]).split()
    options = [int(option) for option in str(row["options"]).split()]
    return Index(
        schema=row["schema"],
        relation=row["relation"],
        name=row["name"],
        oid=row["oid"],
        table=row["table_oid"],
        method=row["method"],
        keys=tuple((numbers[i], f"{classes[i]} {classes[width + i]}", options[i]) for i in range(width)),
        included=frozenset(numbers[width:]),
        expressions=row["expressions"],
        predicate=row["predicate"],
        is_unique=row["is_unique"],
        is_primary=row["is_primary"],
        nulls_not_distinct=row["nulls_not_distinct"],
        of_constraint=row["of_constraint"],
        guards=row["is_unique"] or row["of_constraint"] or row["identifies_rows"],
        is_valid=row["is_valid"],
        is_partitioned=row["partitioned"],
        of_partition=row["of_partition"],
        size_bytes=row["size_bytes"] or 0,
        scans=row["scans"] or 0,
    )
