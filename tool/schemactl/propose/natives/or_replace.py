"""Aggregates, procedural languages and transforms: replaced in place, by pg_dump's own words with OR REPLACE.

What uses them, their grants and their comments stay. Where PostgreSQL refuses to replace (an aggregate that returns
another type), the object is dropped with what hangs on it, and everything comes back from the desired snapshot.
Source: PostgreSQL manual, CREATE AGGREGATE, CREATE LANGUAGE, CREATE TRANSFORM.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from schemactl.postgres.lexer import split_statements
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

_KINDS = ("AGGREGATE", "PROCEDURAL LANGUAGE", "TRANSFORM")
_CREATE, _REPLACE = "CREATE ", "CREATE OR REPLACE "


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield a replacement for every changed object of these kinds."""
    for live, desired in sides.changed(*_KINDS):
        words = (command.text for command in split_statements(desired.definition))
        commands = tuple(
            f"{_REPLACE}{text.removeprefix(_REPLACE).removeprefix(_CREATE)}" if text.startswith(_CREATE) else text
            for text in words
        )
        replacement = alteration(sides, desired.address, commands, "definition differs")
        yield dataclasses.replace(replacement, recreates=live.drop)
