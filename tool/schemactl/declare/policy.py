"""Row security policies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Contributions, Relation, TableItem
from schemactl.declare.names import role_list
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope, SqlText
from schemactl.model.declaration import Declaration, SourceNote
from schemactl.model.intent import RenamedPart
from schemactl.postgres.quoting import identifier, literal

_COMMANDS = ("all", "select", "insert", "update", "delete")


class Policy(TableItem):
    """A row security policy.

    Args:
        name: Its name, unique on the table.
        command: ``all``, ``select``, ``insert``, ``update`` or ``delete``.
        to: Role or roles; ``public`` means everybody.
        using: Which rows are seen: SQL text, or an SQLAlchemy expression over the table's columns.
        check: Which rows may be written; PostgreSQL takes `using` when it is left out.
        permissive: Rows need one permissive policy and every restrictive one.
        comment: Comment on the policy.
        renamed_from: The policy's former name.
        table, metadata: For use outside ``Table(...)``.
    """

    def __init__(
        self,
        name: str,
        *,
        command: str = "all",
        to: str | Iterable[str] = "public",
        using: SqlText | None = None,
        check: SqlText | None = None,
        permissive: bool = True,
        comment: str | None = None,
        renamed_from: str | None = None,
        table: Table | str | None = None,
        metadata: MetaData | None = None,
    ) -> None:
        super().__init__(table, metadata)
        if command.lower() not in _COMMANDS:
            raise self.refused(f'policy "{name}": unknown command {command!r}', f"Use one of {', '.join(_COMMANDS)}.")
        self.name = name
        self.command = command.lower()
        self.roles = role_list(to)
        self.using = using
        self.check = check
        self.permissive = permissive
        self.comment = comment
        self.renamed_from = renamed_from

    def contribute_to(self, relation: Relation, scope: Scope) -> Contributions:
        """Return CREATE POLICY and its comment."""
        own = f"{identifier(self.name)} ON {relation.sql}"
        commands = ["\n".join(self._lines(own, relation, scope))]
        if self.comment is not None:
            commands.append(f"COMMENT ON POLICY {own} IS {literal(self.comment)}")
        tag = f"{relation.name} {self.name}"
        yield Declaration(
            title=f'policy "{self.name}" on {relation}',
            commands=tuple(commands),
            source=self.source,
            rank=Rank.ROW_SECURITY,
        )
        yield SourceNote(schema=relation.schema, name=tag, kind="POLICY", source=self.source)
        yield from self.exemption("POLICY", relation, tag, relation.name)
        if self.comment is not None:
            described = f"POLICY {identifier(self.name)} ON {identifier(relation.name)}"
            yield from self.exemption("COMMENT", relation, described, f"POLICY {tag}")
        if self.renamed_from:
            yield RenamedPart(
                kind="POLICY",
                schema=relation.schema,
                parent=relation.name,
                old_name=self.renamed_from,
                name=self.name,
                source=self.source,
            )

    def _lines(self, own: str, relation: Relation, scope: Scope) -> Iterator[str]:
        yield f"CREATE POLICY {own}"
        if not self.permissive:
            yield "AS RESTRICTIVE"
        yield f"FOR {self.command.upper()}"
        yield f"TO {self.roles}"
        if self.using is not None:
            yield f"USING ({scope.text(self.using, self.source, relation.table)})"
        if self.check is not None:
            yield f"WITH CHECK ({scope.text(self.check, self.source, relation.table)})"
