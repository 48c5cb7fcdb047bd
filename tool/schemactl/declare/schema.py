"""Schemas."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import MetaData

from schemactl.declare.grant import Grant, Revoke
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceNote
from schemactl.model.intent import MovedFrom
from schemactl.postgres.quoting import identifier, literal


class Schema(StandaloneItem):
    """A schema; ``public`` may be declared too, for its comment and rights.

    Args:
        name: Its name.
        metadata: Where it is kept.
        grants, revokes: Rights on it.
        owner: Its owner.
        comment: Comment on it.
        renamed_from: Its former name.
    """

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        grants: Iterable[Grant] = (),
        revokes: Iterable[Revoke] = (),
        owner: str | None = None,
        comment: str | None = None,
        renamed_from: str | None = None,
    ) -> None:
        super().__init__(name, metadata)
        self.rights = (*revokes, *grants)
        self.owner = owner
        self.comment = comment
        self.renamed_from = renamed_from

    def contribute(self, _scope: Scope) -> Contributions:
        """Return CREATE SCHEMA and everything on it."""
        target = f"SCHEMA {identifier(self.name)}"
        # A scratch database may already have the schema: public always, others mirrored from the live one.
        commands = [f"CREATE SCHEMA IF NOT EXISTS {identifier(self.name)}"]
        if self.owner:
            commands.append(f"ALTER {target} OWNER TO {identifier(self.owner)}")
        if self.comment is not None:
            commands.append(f"COMMENT ON {target} IS {literal(self.comment)}")
        yield Declaration(title=f"schema {self.name}", commands=tuple(commands), source=self.source, rank=Rank.SCHEMA)
        yield self.note("SCHEMA")
        for right in self.rights:
            yield right.declaration(target, f"schema {self.name}")
            yield SourceNote(schema="", name=f"SCHEMA {self.name}", kind="ACL", source=right.source)
        if self.renamed_from:
            yield MovedFrom(
                kind="SCHEMA", old_schema="", old_name=self.renamed_from, schema="", name=self.name, source=self.source
            )
