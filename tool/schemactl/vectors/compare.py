"""Whether a store has a vector as it was given."""

from __future__ import annotations

from schemactl.vectors.encoding import checksum, is_same_for_search, numbers
from schemactl.vectors.values import Distance, Point


def fault_of(point: Point | None, *, key: str, expected: bytes, kind: str, distance: Distance) -> str:
    """Return what is wrong with the store's copy of a vector, or nothing.

    Args:
        point: What the store has. `key`, `expected`: the row's key and the checksum PostgreSQL computed.
        kind: ``vector`` or ``halfvec``. `distance`: how the store compares.
    """
    if point is None:
        return "it is not in the store"
    if point.key != key:
        return f"its point belongs to row {point.key!r}"
    if checksum(point.original) != expected:
        return "its checksum differs"
    if not is_same_for_search(point.vector, numbers(point.original, kind), distance):
        return "the store searches by other numbers"
    return ""
