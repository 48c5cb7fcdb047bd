"""What a vector looks like on its way: pgvector's bytes, numbers, text, and the id of its point in the store.

The bytes are what pgvector's own send function gives: two 16-bit integers (dimensions, unused), then the numbers, all
in network order. They travel along with the point, because a store that searches by cosine scales every vector to
length one and no multiplication brings the same bits back (measured: a tenth of the numbers differ).
Source: pgvector's source, `vector_send` and `halfvec_send`.
"""

from __future__ import annotations

import hashlib
import math
import struct
import uuid
from collections.abc import Sequence

from schemactl.vectors.values import Distance, PointId

_NUMBER = {"vector": "f", "halfvec": "e"}
_LARGEST_POINT_NUMBER = 2**64 - 1
_TOLERANCE = 1e-5
"""Single precision rounds every number to seven digits; scaling to length one rounds it once more."""


def checksum(original: bytes) -> bytes:
    """Return the SHA-256 of a vector's bytes, as PostgreSQL's ``sha256`` computes it of the same bytes."""
    return hashlib.sha256(original).digest()


def numbers(original: bytes, kind: str) -> tuple[float, ...]:
    """Return the numbers in a vector's bytes.

    Args:
        original: What the send function gave. `kind`: ``vector`` or ``halfvec``.

    Raises:
        ValueError: The bytes are none of this kind.
    """
    try:
        dimensions, _ = struct.unpack_from(">HH", original)
        layout = f">4x{dimensions}{_NUMBER[kind]}"
        return struct.unpack(layout, original)
    except struct.error as error:
        raise ValueError(f"not the bytes of a {kind}") from error


def as_text(values: Sequence[float]) -> str:
    """Return numbers as pgvector reads them. Python writes every digit a double needs, so no bit gets lost."""
    return f"[{','.join(map(repr, values))}]"


def point_id(key: str, key_type: str) -> PointId:
    """Return the id of a row's point: stores know unsigned 64-bit integers and UUIDs.

    Args:
        key: The primary key as text. `key_type`: its type in PostgreSQL's words.
    """
    if key_type == "uuid":
        return key
    if key_type in {"smallint", "integer", "bigint"} and 0 <= int(key) <= _LARGEST_POINT_NUMBER:
        return int(key)
    return str(uuid.uuid5(uuid.NAMESPACE_OID, key))


def is_same_for_search(stored: Sequence[float], original: Sequence[float], distance: Distance) -> bool:
    """Return whether a store searches by the vector it was given, as far as single precision can tell.

    By cosine only the direction counts: a server gives vectors of length one, and the local mode, opened again, the
    vectors as they were written.
    """
    if stored == original:
        return True
    if len(stored) != len(original):
        return False
    here, there = (_scaled(vector) if distance is Distance.COSINE else vector for vector in (original, stored))
    return all(abs(a - b) <= _TOLERANCE * max(1.0, abs(a)) for a, b in zip(here, there, strict=True))


def _scaled(vector: Sequence[float]) -> Sequence[float]:
    """Return a vector at length one; zero has no direction and stays."""
    length = math.hypot(*vector)
    return [value / length for value in vector] if length else vector
