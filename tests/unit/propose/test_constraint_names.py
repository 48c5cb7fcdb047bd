"""Renames that wait for each other's names."""

from __future__ import annotations

import pytest

from schemactl.propose.natives.constraint_names import chains


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ({"a": "b"}, [[("a", "b")]]),
        ({"a": "b", "c": "d"}, [[("a", "b")], [("c", "d")]]),
        ({"a": "b", "b": "c"}, [[("b", "c"), ("a", "b")]]),
        ({"a": "b", "b": "a"}, [[("a", "a__renamed"), ("b", "a"), ("a__renamed", "b")]]),
        ({"a": "b", "b": "c", "c": "a"}, [[("a", "a__renamed"), ("c", "a"), ("b", "c"), ("a__renamed", "b")]]),
    ],
    ids=["one", "two_apart", "one_waits_for_another", "two_trade_names", "a_ring_of_three"],
)
def test_no_name_is_taken_before_it_is_free(names: dict[str, str], expected: list[list[tuple[str, str]]]) -> None:
    """Who waits goes after whom it waits for; a circle is opened by a name aside."""
    assert list(chains(names)) == expected
