"""What a rule is: words for the reader, a question to the catalogs, and what is made of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from schemactl.lint.database import Database
from schemactl.model.rule import RuleDescription

Row = Mapping[str, Any]
"""A finding in the making. Every query names the object in four columns: `kind` (pg_dump's word for it), `schema`,
`relation` (the table, view, sequence or function with argument types) and `part` (a column, policy... of it, or empty).
"""

Judge = Callable[[Database, tuple[Row, ...]], Iterable[Row]]
"""Picks the findings from the rows of a rule's query, adding what the message needs."""


def every_row(_database: Database, rows: tuple[Row, ...]) -> Iterable[Row]:
    """Take every row for a finding: the query has already decided."""
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(RuleDescription):
    """A rule that can be run.

    Attributes:
        query: Name of the query in `lint/sql`.
        message: Template of a finding's message: columns of the row, and ``{where}``, the object's qualified name.
        judge: Picks the findings where the query alone cannot decide.
    """

    query: str
    message: str
    judge: Judge = every_row
