"""The owner of a table."""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier


class Owner(TableItem):
    """The role that owns a table.

    Args:
        role: The role.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(self, role: str, *, table: Table | str | None = None, metadata: MetaData | None = None) -> None:
        super().__init__(table, metadata)
        self.role = role

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the command."""
        yield Declaration(
            title=f"owner of {relation}",
            commands=(f"ALTER {relation.kind} {relation.sql} OWNER TO {identifier(self.role)}",),
            source=self.source,
            rank=Rank.OWNER,
        )
