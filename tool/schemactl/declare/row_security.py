"""Row security of a table: switched on, and forced on the owner too."""

from __future__ import annotations

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceNote


class RowSecurity(TableItem):
    """ENABLE ROW LEVEL SECURITY; with `force`, for the owner as well.

    Args:
        force: Let the policies bind the table's owner too.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self, *, force: bool = False, table: Table | str | None = None, metadata: MetaData | None = None
    ) -> None:
        super().__init__(table, metadata)
        self.force = force

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return the commands."""
        commands = [f"ALTER TABLE {relation.sql} ENABLE ROW LEVEL SECURITY"]
        if self.force:
            commands.append(f"ALTER TABLE {relation.sql} FORCE ROW LEVEL SECURITY")
        yield Declaration(
            title=f"row security of {relation}", commands=tuple(commands), source=self.source, rank=Rank.ROW_SECURITY
        )
        yield SourceNote(schema=relation.schema, name=relation.name, kind="ROW SECURITY", source=self.source)
        yield from self.exemption("ROW SECURITY", relation, relation.name, "")
