"""From the object of a finding to its address and to the line it was declared on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from schemactl.declare.source_lines import line_of_name
from schemactl.lint.rule import Row
from schemactl.model.address import Address
from schemactl.model.declaration import SourceLocation, SourceNote

_ON_TABLE = frozenset({"POLICY", "TRIGGER", "FK CONSTRAINT"})
_ROUTINES = frozenset({"FUNCTION", "PROCEDURE"})
_RELATIONS = ("TABLE", "VIEW", "MATERIALIZED VIEW")


def address_of(row: Row) -> Address:
    """Return the address pg_dump gives the object of a finding; for a column, its table's."""
    kind, schema, relation, part = (str(row[name]) for name in ("kind", "schema", "relation", "part"))
    if kind in _ON_TABLE:
        return Address(kind, schema, f"{relation} {part}", relation)
    return Address(kind, schema, part if kind == "INDEX" else relation)


def plain_name(relation: str, kind: str) -> str:
    """Return the name of a relation, or that of a function without its argument types."""
    return relation.rpartition("(")[0] if kind in _ROUTINES else relation


class Places:
    """Finds the line of an object.

    Args:
        notes: Where objects were declared.
        routines: All routines: a note names a function without its arguments, so it says nothing of one that is
            overloaded.
    """

    def __init__(self, notes: Iterable[SourceNote], routines: Iterable[Row]) -> None:
        self._notes = {(note.kind, note.schema, note.name): note.source for note in notes}
        names = Counter((str(row["schema"]), str(row["name"])) for row in routines)
        self._overloaded = {name for name, count in names.items() if count > 1}

    def find(self, row: Row) -> SourceLocation | None:
        """Return the line on which the object of a finding was declared, or the nearest that is known."""
        address = address_of(row)
        kind, schema, relation, part = address.kind, address.schema, str(row["relation"]), str(row["part"])
        if kind in _ROUTINES:
            name = plain_name(relation, kind)
            return None if (schema, name) in self._overloaded else self._notes.get((kind, schema, name))
        exact = self._notes.get((kind, schema, address.name))
        if exact is not None and (kind != "TABLE" or not part):
            return exact
        found = (self._notes.get((other, schema, relation)) for other in _RELATIONS)
        table = next((place for place in found if place is not None), None)
        return line_of_name(table, part) if table is not None and part else table
