"""What became of an object of the live database, as far as the intents say; nothing is guessed from likeness."""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.document.reference import Name, Relation, Routine
from schemactl.model.intent import Backfill, Intent, MergedFrom, MovedFrom, RenamedColumn

_RELATIONS = frozenset({"TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"})
_ROUTINES = frozenset({"FUNCTION", "PROCEDURE"})


class Successors:
    """The intents, asked by old names.

    Args:
        intents: What was declared.
    """

    def __init__(self, intents: Iterable[Intent]) -> None:
        declared = tuple(intents)
        self._moves = [intent for intent in declared if isinstance(intent, MovedFrom)]
        self._schemas = {move.old_name: move.name for move in self._moves if move.kind == "SCHEMA"}
        self._merges = {
            Name(one.source_schema, one.source_table): one for one in declared if isinstance(one, MergedFrom)
        }
        self._backfills = [intent for intent in declared if isinstance(intent, Backfill)]
        self._columns = {
            (Name(one.schema, one.table), one.old_name): one.name for one in declared if isinstance(one, RenamedColumn)
        }

    def move(self, old: Relation) -> MovedFrom | None:
        """Return the move or rename of a relation, or None."""
        return next((move for move in self._moves if move.kind in _RELATIONS and _was(move) == old.name), None)

    def relation(self, old: Relation) -> Name:
        """Return what a relation is called now, be it there or not; a merge is another matter."""
        move = self.move(old)
        return Name(move.schema, move.name) if move else self._in_schema(old.name)

    def merge(self, old: Relation) -> MergedFrom | None:
        """Return how the rows of a table went into another one, or None."""
        return self._merges.get(old.name)

    def column(self, relation: Name, old: str) -> str:
        """Return what a column of a relation, by its present name, is called now."""
        return self._columns.get((relation, old), old)

    def filled(self, relation: Name, old: str) -> tuple[str, ...]:
        """Return the columns of a relation, by its present name, whose values are made of one that is gone."""
        return tuple(
            one.column for one in self._backfills if Name(one.schema, one.table) == relation and old in one.needs
        )

    def routine(self, old: Routine) -> Name:
        """Return what a function is called now, be it there or not."""
        for move in self._moves:
            if move.kind in _ROUTINES and _was(move) == old.name and _same_types(move.arguments, old):
                return Name(move.schema, move.name)
        return self._in_schema(old.name)

    def _in_schema(self, name: Name) -> Name:
        return Name(self._schemas.get(name.schema, name.schema), name.name)


def _was(move: MovedFrom) -> Name:
    return Name(move.old_schema, move.old_name)


def _same_types(arguments: str, routine: Routine) -> bool:
    """Return whether a move is that of a function; one without argument types is that of all of the name."""
    types = "".join(arguments.strip("()").split()).lower()
    return not arguments or types == "".join(",".join(routine.input_types).split()).lower()
