"""Extensions."""

from __future__ import annotations

from sqlalchemy import MetaData

from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration
from schemactl.postgres.quoting import identifier, literal


class Extension(StandaloneItem):
    """An extension.

    Args:
        name: Its name.
        metadata: Where it is kept.
        schema: The schema its objects live in; None for an extension that brings its own.
        version: Its version; None leaves the choice to the server.
        comment: Comment on it; without one, the extension's own stays.
    """

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        schema: str | None = "public",
        version: str | None = None,
        comment: str | None = None,
    ) -> None:
        super().__init__(name, metadata)
        self.home = schema
        self.version = version
        self.comment = comment

    def contribute(self, _scope: Scope) -> Contributions:
        """Return the commands; they also put right an extension the scratch database has got elsewhere already."""
        own = identifier(self.name)
        home = f" SCHEMA {identifier(self.home)}" if self.home else ""
        version = f" VERSION {literal(self.version)}" if self.version else ""
        commands = [f"CREATE EXTENSION IF NOT EXISTS {own}{' WITH' if home or version else ''}{home}{version}"]
        if home:
            commands.append(f"ALTER EXTENSION {own} SET{home}")
        if self.comment is not None:
            commands.append(f"COMMENT ON EXTENSION {own} IS {literal(self.comment)}")
        yield Declaration(
            title=f"extension {self.name}", commands=tuple(commands), source=self.source, rank=Rank.EXTENSION
        )
        yield self.note("EXTENSION")
