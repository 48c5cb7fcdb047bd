"""Sequences of their own. SQLAlchemy's Sequence is accepted too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy
from sqlalchemy import MetaData
from sqlalchemy.schema import CreateSequence

from schemactl.declare.dialect import DEFAULT_SCHEMA
from schemactl.declare.grant import Grant, Revoke
from schemactl.declare.intents import former_place, moved_from
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.model.declaration import Declaration, SourceLocation, SourceNote
from schemactl.postgres.quoting import identifier, literal


class Sequence(StandaloneItem):
    """A sequence.

    Args:
        name, schema: What it is called.
        metadata: Where it is kept.
        start, increment, minvalue, maxvalue, cache, cycle, data_type: As in CREATE SEQUENCE.
        owned_by: The column it goes away with: ``public.books.id``.
        grants, revokes: Rights on it.
        owner: Its owner.
        comment: Comment on it.
        moved_from: Its former name, ``public.old_name``.
    """

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        *,
        schema: str = "public",
        start: int = 1,
        increment: int = 1,
        minvalue: int | None = None,
        maxvalue: int | None = None,
        cache: int = 1,
        cycle: bool = False,
        data_type: str = "bigint",
        owned_by: str | None = None,
        grants: Iterable[Grant] = (),
        revokes: Iterable[Revoke] = (),
        owner: str | None = None,
        comment: str | None = None,
        moved_from: str | moved_from | None = None,
    ) -> None:
        super().__init__(name, metadata, schema)
        self.start = start
        self.increment = increment
        self.minvalue = minvalue
        self.maxvalue = maxvalue
        self.cache = cache
        self.cycle = cycle
        self.data_type = data_type
        self.owned_by = owned_by
        self.rights = (*revokes, *grants)
        self.owner = owner
        self.comment = comment
        self.moved_from = moved_from

    def contribute(self, _scope: Scope) -> Contributions:
        """Return CREATE SEQUENCE and everything on it."""
        target = f"SEQUENCE {self.sql}"
        commands = [" ".join(self._words())]
        if self.owner and not self.owned_by:
            commands.append(f"ALTER {target} OWNER TO {identifier(self.owner)}")
        if self.comment is not None:
            commands.append(f"COMMENT ON {target} IS {literal(self.comment)}")
        title = f"sequence {self.label}"
        yield Declaration(title=title, commands=tuple(commands), source=self.source, rank=Rank.SEQUENCE)
        if self.owned_by:
            yield Declaration(
                title=f"owner column of {title}",
                commands=(f"ALTER {target} OWNED BY {self._owner_column()}",),
                source=self.source,
                rank=Rank.SEQUENCE_OWNER,
            )
        yield self.note("SEQUENCE")
        for right in self.rights:
            yield right.declaration(target, title)
        if self.moved_from is not None:
            yield former_place(self.moved_from, self.source).intent("SEQUENCE", self.schema, self.name)

    def _words(self) -> Iterator[str]:
        yield f"CREATE SEQUENCE {self.sql} AS {self.data_type} START WITH {self.start} INCREMENT BY {self.increment}"
        yield "NO MINVALUE" if self.minvalue is None else f"MINVALUE {self.minvalue}"
        yield "NO MAXVALUE" if self.maxvalue is None else f"MAXVALUE {self.maxvalue}"
        yield f"CACHE {self.cache}"
        yield "CYCLE" if self.cycle else "NO CYCLE"

    def _owner_column(self) -> str:
        parts = (self.owned_by or "").split(".")
        if len(parts) not in {2, 3}:
            raise self.refused(
                f"sequence {self.label}: cannot read owned_by={self.owned_by!r}", 'Write "schema.table.column".'
            )
        return ".".join(identifier(part) for part in ([self.schema, *parts] if len(parts) == 2 else parts))  # noqa: PLR2004


def plain_sequence_contributions(sequence: sqlalchemy.Sequence, scope: Scope, source: SourceLocation) -> Contributions:
    """Return CREATE SEQUENCE for one of SQLAlchemy's own sequences."""
    schema = sequence.schema or DEFAULT_SCHEMA
    yield Declaration(
        title=f"sequence {schema}.{sequence.name}",
        commands=(scope.ddl(CreateSequence(sequence), source),),
        source=source,
        rank=Rank.SEQUENCE,
    )
    yield SourceNote(schema=schema, name=sequence.name, kind="SEQUENCE", source=source)
