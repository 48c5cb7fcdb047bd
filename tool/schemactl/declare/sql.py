"""Anything PostgreSQL has and we have no word for: aggregates, operators, casts, event triggers, foreign servers..."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import MetaData

from schemactl.declare.cluster_wide import cluster_wide, refuse_connecting
from schemactl.declare.item import Contributions, StandaloneItem
from schemactl.declare.ranks import Rank
from schemactl.declare.scope import Scope
from schemactl.declare.sql_source import SqlSource, read_sql
from schemactl.errors import DeclarationError
from schemactl.model.declaration import Declaration, SourceLocation

_AFTER: Mapping[str, int] = {
    "tables": Rank.SQL,
    "functions": Rank.SQL,
    "views": Rank.VIEW + 1,
    "indexes": Rank.INDEX + 1,
    "triggers": Rank.TRIGGER + 1,
    "everything": Rank.DEFAULT_PRIVILEGES + 1,
}


class Sql(StandaloneItem):
    """CREATE commands of your own, with qualified names.

    Args:
        name: What they declare, for messages and for `after`.
        metadata: Where they are kept.
        sql: The commands as text.
        file: Or a .sql file that holds them, relative to the calling module.
        after: What must exist before: names of other `Sql`, or ``tables``, ``functions``, ``views``, ``indexes``,
            ``triggers``, ``everything``. Rarely needed: a command that comes too early is tried again.
    """

    def __init__(
        self,
        name: str,
        metadata: MetaData,
        sql: str | None = None,
        *,
        file: str | Path | None = None,
        after: Iterable[str] | str = (),
    ) -> None:
        super().__init__(name, metadata)
        if (sql is None) == (file is None):
            raise self.refused(f"{name}: the commands must come from text or from a file", "Give sql or file=, one.")
        caller = Path(sys._getframe(1).f_code.co_filename)  # noqa: SLF001 - "relative to the calling module"
        self.text = (
            SqlSource(text=sql or "", source=self.source, path=None) if file is None else read_sql(file, caller.parent)
        )
        self.path = self.text.path
        self.after = (after,) if isinstance(after, str) else tuple(after)

    def contribute(self, scope: Scope) -> Contributions:
        """Return the commands as one declaration."""
        commands = self.text.commands()
        if not commands:
            raise self.refused(f"{self.name}: there is no command", "Write at least one CREATE command.")
        for text, source in commands:
            self._refuse_beyond_the_database(text, source)
        yield Declaration(
            title=self.name,
            commands=tuple(text for text, _source in commands),
            source=commands[0][1],
            rank=self.rank_among(scope.sql, frozenset()),
            passages=tuple(self.text.passage(position, source) for position, (_text, source) in enumerate(commands)),
        )

    def _refuse_beyond_the_database(self, command: str, source: SourceLocation) -> None:
        found = cluster_wide(command)
        if found is not None:
            raise DeclarationError(
                f"{self.name}: {found.words} acts on the whole server, not on this database",
                hint='Declare that a role exists with Role("name", metadata); run all else by hand.',
                source=source,
            )
        refuse_connecting(command, source)

    def rank_among(self, others: Mapping[str, Sql], above: frozenset[str]) -> int:
        """Return a rank after everything this item waits for."""
        if self.name in above:
            raise self.refused(f"{self.name} waits for itself", "Remove one of the names from after=.")
        ranks = [int(Rank.SQL)]
        for word in self.after:
            if word in others:
                ranks.append(others[word].rank_among(others, above | {self.name}) + 1)
            elif word in _AFTER:
                ranks.append(int(_AFTER[word]))
            else:
                raise self.refused(
                    f"{self.name} waits for {word!r}, which is no declared Sql",
                    f"Use the name of another Sql or one of {', '.join(_AFTER)}.",
                )
        return max(ranks)
