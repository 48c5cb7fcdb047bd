"""Texts made safe to show."""

from __future__ import annotations

import pytest

from schemactl.model.printable import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("public.books", "public.books"),
        ("Bücher 書籍", "Bücher 書籍"),
        ("a\nb\r\t", r"a\x0ab\x0d\x09"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\u202egnol", r"\u202egnol"),
        ("a\u00a0b", r"a\xa0b"),
        ("\u200b", r"\u200b"),
        ("\ud800", r"\ud800"),
        ("\U000e0001", r"\U000e0001"),
        ("", ""),
    ],
)
def test_what_does_not_show_is_written_out(text: str, shown: str) -> None:
    """A reader sees what a name holds, on one line."""
    assert printable(text) == shown
