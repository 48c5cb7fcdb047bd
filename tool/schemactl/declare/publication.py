"""Publications."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.names import columns_list, split_name
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope, schema_of
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier, literal, qualified


class Publication(StandaloneItem):
    """A publication.

    Args:
        name: Its name.
        metadata: Where it is kept.
        tables: Tables or their names.
        schemas: Every table of these schemas.
        all_tables: Every table of the database.
        publish: ``insert, update``; everything when left out.
        publish_via_partition_root: Publish changes of partitions as changes of the partitioned table.
        comment: Comment on it.
    """

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        tables: Iterable[Table | str] = (),
        schemas: Iterable[str] = (),
        all_tables: bool = False,
        publish: str | None = None,
        publish_via_partition_root: bool = False,
        comment: str | None = None,
    ) -> None:
        super().__init__(name, metadata)
        self.tables = tuple(tables)
        self.schemas = tuple(schemas)
        self.all_tables = all_tables
        self.publish = publish
        self.publish_via_partition_root = publish_via_partition_root
        self.comment = comment
        if all_tables and (self.tables or self.schemas):
            raise self.refused(
                f"publication {name} lists tables and asks for all of them", "Give all_tables or a list, not both."
            )

    def contribute(self, _scope: Scope) -> Contributions:
        """Return CREATE PUBLICATION and its comment."""
        own = identifier(self.name)
        options = [f"publish = {literal(self.publish)}"] if self.publish is not None else []
        if self.publish_via_partition_root:
            options.append("publish_via_partition_root = true")
        ending = f" WITH ({', '.join(options)})" if options else ""
        commands = [f"CREATE PUBLICATION {own}{self._members()}{ending}"]
        if self.comment is not None:
            commands.append(f"COMMENT ON PUBLICATION {own} IS {literal(self.comment)}")
        yield Declaration(
            title=f"publication {self.name}", commands=tuple(commands), source=self.source, rank=Rank.PUBLICATION
        )
        yield self.note("PUBLICATION")

    def _members(self) -> str:
        if self.all_tables:
            return " FOR ALL TABLES"
        names = [
            (schema_of(table), table.name) if isinstance(table, Table) else split_name(table, source=self.source)
            for table in self.tables
        ]
        members = [f"TABLE {', '.join(qualified(*name) for name in sorted(names))}"] if names else []
        if self.schemas:
            members.append(f"TABLES IN SCHEMA {columns_list(sorted(self.schemas))}")
        return f" FOR {', '.join(members)}" if members else ""
