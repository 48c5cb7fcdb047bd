"""Conversions that PostgreSQL accepts although values come out changed are known as such."""

from __future__ import annotations

import pytest

from schemactl.propose.conversions import rounds


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("numeric(10,4)", "numeric(10,2)"),
        ("numeric", "numeric(10,2)"),
        ("numeric(10,2)", "numeric(5)"),
        ("numeric(10,2)", "integer"),
        ("numeric", "double precision"),
        ("double precision", "integer"),
        ("double precision[]", "integer[]"),
        ("double precision", "real"),
        ("bigint", "double precision"),
        ("timestamp with time zone", "date"),
        ("timestamp(6) with time zone", "timestamp(0) with time zone"),
        ("timestamp without time zone", "timestamp(3) without time zone"),
        ("time with time zone", "time without time zone"),
        ("interval", "interval(0)"),
        ("text", '"char"'),
    ],
)
def test_what_rounds_or_cuts(before: str, after: str) -> None:
    """Values may lose digits, a time of day, letters."""
    assert rounds(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("integer", "bigint"),
        ("bigint", "integer"),
        ("integer", "numeric"),
        ("integer", "numeric(10,2)"),
        ("integer", "double precision"),
        ("real", "double precision"),
        ("numeric(10,2)", "numeric(12,4)"),
        ("numeric(10,2)", "numeric"),
        ("numeric(5)", "bigint"),
        ("double precision", "numeric"),
        ("date", "timestamp with time zone"),
        ("timestamp without time zone", "timestamp with time zone"),
        ("timestamp(0) without time zone", "timestamp without time zone"),
        ("interval(0)", "interval"),
        ("character varying(100)", "character varying(5)"),
        ("text", "integer"),
        ('app."odd(type"', "text"),
    ],
)
def test_what_keeps_values_or_is_refused(before: str, after: str) -> None:
    """Nothing is changed without a word."""
    assert not rounds(before, after)
