"""Comments on what cannot carry one itself: an index, or a constraint by its name."""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier, literal, qualified


class Comment(TableItem):
    """The comment on an index or a constraint of the table.

    Args:
        name: Name of an index declared in the table; any other name is taken for a constraint's.
        text: The comment.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self, name: str, text: str, *, table: Table | str | None = None, metadata: MetaData | None = None
    ) -> None:
        super().__init__(table, metadata)
        self.name = name
        self.text = text

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the command."""
        indexes = {index.name for index in relation.table.indexes} if relation.table is not None else set()
        target = (
            f"INDEX {qualified(relation.schema, self.name)}"
            if self.name in indexes
            else f"CONSTRAINT {identifier(self.name)} ON {relation.sql}"
        )
        yield Declaration(
            title=f"comment on {self.name} of {relation}",
            commands=(f"COMMENT ON {target} IS {literal(self.text)}",),
            source=self.source,
            rank=Rank.COMMENT,
        )
