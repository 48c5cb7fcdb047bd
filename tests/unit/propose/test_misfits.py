"""Conditions of domains, asked of columns."""

from __future__ import annotations

import pytest

from schemactl.propose.misfits import with_value


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("(VALUE > 0)", "((r.a) > 0)"),
        ("((VALUE)::text <> 'VALUE'::text)", "(((r.a))::text <> 'VALUE'::text)"),
        ('(public."VALUE"(VALUE) AND public.value(VALUE))', '(public."VALUE"((r.a)) AND public.value((r.a)))'),
    ],
    ids=["a number", "a string of that word", "functions of that name"],
)
def test_only_the_value_itself_is_replaced(condition: str, asked: str) -> None:
    """PostgreSQL prints the keyword in capitals; strings and names stay as they are."""
    assert with_value(condition, "r.a") == asked
