"""Bytes, numbers, texts and ids, without any server."""

from __future__ import annotations

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as some

from schemactl.vectors.encoding import as_text, checksum, is_same_for_search, numbers, point_id
from schemactl.vectors.values import Distance

SINGLES = some.lists(some.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1, max_size=20)


@given(SINGLES)
def test_no_bit_is_lost_between_bytes_and_text(values: list[float]) -> None:
    """What is written as text and read as single precision has the bits it had in pgvector's bytes."""
    original = struct.pack(f">HH{len(values)}f", len(values), 0, *values)
    read = [float(part) for part in as_text(numbers(original, "vector")).strip("[]").split(",")]
    assert struct.pack(f">HH{len(read)}f", len(read), 0, *read) == original
    assert checksum(original) == hashlib.sha256(original).digest()


@pytest.mark.parametrize("original", [b"", b"\0", b"\0\2\0\0abcd", b"\0\1\0\0abcdefgh"])
def test_other_bytes_are_no_vector(original: bytes) -> None:
    """Too few or too many bytes are refused."""
    with pytest.raises(ValueError, match="not the bytes of a vector"):
        numbers(original, "vector")


def test_rows_have_ids_a_store_takes_and_no_two_the_same() -> None:
    """UUIDs and whole numbers stay what they are; negative numbers and texts become UUIDs."""
    key = "0b4f1a2e-0000-4000-8000-000000000001"
    assert (point_id(key, "uuid"), point_id("7", "bigint")) == (key, 7)
    others = [point_id(text, kind) for text, kind in (("-7", "integer"), ("7", "text"), ("", "text"), ("a", "text"))]
    assert len({*others}) == 4
    assert {len(str(other)) for other in others} == {36}


@pytest.mark.parametrize(
    ("stored", "distance", "same"),
    [
        ((3.0, 4.0), Distance.DOT, True),
        ((0.6, 0.8), Distance.DOT, False),
        ((0.6, 0.8), Distance.COSINE, True),
        ((3.0, 4.0), Distance.COSINE, True),
        ((-0.6, -0.8), Distance.COSINE, False),
        ((0.6, 0.8001), Distance.COSINE, False),
        ((0.0, 0.0), Distance.COSINE, False),
        ((3.0, 4.0, 0.0), Distance.EUCLID, False),
    ],
)
def test_a_store_may_scale_only_what_it_compares_by_cosine(
    stored: tuple[float, ...], distance: Distance, *, same: bool
) -> None:
    """Numbers are the same when they find the same neighbours, and single precision is allowed for."""
    assert is_same_for_search(stored, (3.0, 4.0), distance) is same
