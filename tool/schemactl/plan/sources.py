"""Where the object of each statement was declared."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from schemactl.model.declaration import SourceLocation, SourceNote
from schemactl.model.plan import TransactionGroup
from schemactl.model.statement import Statement


def with_sources(groups: tuple[TransactionGroup, ...], notes: Iterable[SourceNote]) -> tuple[TransactionGroup, ...]:
    """Return the groups with file and line filled in where a declaration of that object is known."""
    exact: dict[tuple[str, str, str], SourceLocation] = {}
    by_name: dict[tuple[str, str], SourceLocation] = {}
    for note in notes:
        exact[note.kind, note.schema, note.name] = note.source
        by_name[note.schema, note.name] = note.source

    def locate(statement: Statement) -> Statement:
        address = statement.address
        found = exact.get((address.kind, address.schema, address.name)) or by_name.get((address.schema, address.name))
        return statement if statement.source or found is None else dataclasses.replace(statement, source=found)

    return tuple(dataclasses.replace(g, statements=tuple(locate(s) for s in g.statements)) for g in groups)
