"""Extended statistics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceNote
from schemactl.postgres.quoting import identifier, literal, qualified

_KINDS = ("ndistinct", "dependencies", "mcv")


class Statistics(TableItem):
    """CREATE STATISTICS on a table.

    Args:
        name: Its name; it lives in the table's schema unless `schema` says otherwise.
        kinds: Some of ``ndistinct``, ``dependencies``, ``mcv``; none means PostgreSQL's default, and must be left out
            for a single expression.
        columns: Column names, or expressions in parentheses: ``(lower(title))``.
        schema: Its schema.
        target: Statistics target.
        comment: Comment on it.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        name: str,
        kinds: Sequence[str],
        columns: Iterable[str],
        *,
        schema: str | None = None,
        target: int | None = None,
        comment: str | None = None,
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        unknown = sorted(set(kinds) - set(_KINDS))
        if unknown:
            raise self.refused(f"statistics {name}: unknown kind {unknown[0]!r}", f"Use some of {', '.join(_KINDS)}.")
        self.name = name
        self.kinds = tuple(kinds)
        self.columns = tuple(columns)
        self.schema = schema
        self.target = target
        self.comment = comment

    def contribute_to(self, relation: Relation, _scope: Scope) -> Contributions:
        """Return CREATE STATISTICS, its target and its comment."""
        schema = self.schema or relation.schema
        own = qualified(schema, self.name)
        kinds = f" ({', '.join(self.kinds)})" if self.kinds else ""
        columns = ", ".join(column if column.startswith("(") else identifier(column) for column in self.columns)
        commands = [f"CREATE STATISTICS {own}{kinds} ON {columns} FROM {relation.sql}"]
        if self.target is not None:
            commands.append(f"ALTER STATISTICS {own} SET STATISTICS {self.target}")
        if self.comment is not None:
            commands.append(f"COMMENT ON STATISTICS {own} IS {literal(self.comment)}")
        yield Declaration(
            title=f"statistics {schema}.{self.name} on {relation}",
            commands=tuple(commands),
            source=self.source,
            rank=Rank.STATISTICS,
        )
        yield SourceNote(schema=schema, name=self.name, kind="STATISTICS", source=self.source)
