"""Partitions: inside the partitioned table, or inside another partition."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceNote
from schemactl.postgres.quoting import literal


class Partition(TableItem):
    """A partition, created by ``CREATE TABLE ... PARTITION OF``.

    Args:
        name: Its name.
        bound: ``FOR VALUES WITH (MODULUS 4, REMAINDER 0)`` or ``DEFAULT``.
        items: What belongs to it: `RowSecurity`, `Policy`, `Grant`, `Trigger`, further partitions.
        partition_by: When it is partitioned itself: ``LIST (kind)``.
        schema: Its schema; that of its parent when left out.
        comment: Comment on it.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        name: str,
        bound: str,
        *items: TableItem,
        partition_by: str | None = None,
        schema: str | None = None,
        comment: str | None = None,
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        self.name = name
        self.bound = bound
        self.items = items
        self.partition_by = partition_by
        self.schema = schema
        self.comment = comment
        for item in items:
            item.attached = True

    def relation(self, parent: Relation) -> Relation:
        """Return the partition as a relation; it has its parent's columns."""
        return Relation(schema=self.schema or parent.schema, name=self.name, table=None)

    def relations(self, parent: Relation) -> Iterator[Relation]:
        """Return the partition and all below it."""
        own = self.relation(parent)
        yield own
        for item in self.items:
            if isinstance(item, Partition):
                yield from item.relations(own)

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return CREATE TABLE ... PARTITION OF and everything in it."""
        own = self.relation(relation)
        further = f"\nPARTITION BY {self.partition_by}" if self.partition_by else ""
        commands = [f"CREATE TABLE {own.sql} PARTITION OF {relation.sql}\n{self.bound}{further}"]
        if self.comment is not None:
            commands.append(f"COMMENT ON TABLE {own.sql} IS {literal(self.comment)}")
        yield Declaration(
            title=f"partition {own} of {relation}", commands=tuple(commands), source=self.source, rank=Rank.PARTITION
        )
        yield SourceNote(schema=own.schema, name=own.name, kind="TABLE", source=self.source)
        for item in self.items:
            yield from item.contribute_to(own, scope)
