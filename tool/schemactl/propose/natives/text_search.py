"""Text search dictionaries and configurations, altered in place: columns, indexes and functions that use them stay.

A dictionary keeps its template for life and a configuration its parser; where these differ they are dropped and
created again. As after any ALTER TEXT SEARCH, what was computed and stored before keeps its old lexemes.
Source: PostgreSQL manual, ALTER TEXT SEARCH DICTIONARY, ALTER TEXT SEARCH CONFIGURATION.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemactl.model.entry import Entry
from schemactl.postgres.lexer import tokens
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.proposal import Proposal
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

Mappings = Mapping[str, Sequence[tuple[str, str]]]
"""Schema and name of the dictionaries that are asked in turn, by sort of token."""

_OPTIONS, _MAPPINGS = "options of the dictionary differ", "mappings differ"
CAUSES = frozenset({_OPTIONS, _MAPPINGS})
"""Why statements alter what texts become: what was computed before them is out of date."""


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the ALTER commands for dictionaries and configurations that differ."""
    for live, before, after in _pairs(sides, "TEXT SEARCH DICTIONARY", "text_search_dictionaries"):
        if _kept(before, "template") == _kept(after, "template"):
            name = qualified(live.address.schema, live.address.name)
            command = f"ALTER TEXT SEARCH DICTIONARY {name} ({_options(before['options'], after['options'])})"
            yield alteration(sides, live.address, (command,), _OPTIONS)
    for live, before, after in _pairs(sides, "TEXT SEARCH CONFIGURATION", "text_search_configurations"):
        if _kept(before, "parser") == _kept(after, "parser"):
            name = qualified(live.address.schema, live.address.name)
            actions = mapping_actions(dict(before["mappings"]), dict(after["mappings"]))
            commands = tuple(f"ALTER TEXT SEARCH CONFIGURATION {name} {action}" for action in actions)
            yield alteration(sides, live.address, commands, _MAPPINGS)


def _pairs(sides: Sides, kind: str, query: str) -> Iterator[tuple[Entry, Row, Row]]:
    pairs = sides.changed(kind)
    before = {row["oid"]: row for row in sides.clone.ask_for(query, [live.oid for live, _ in pairs])}
    after = {row["oid"]: row for row in sides.desired.ask_for(query, [desired.oid for _, desired in pairs])}
    for live, desired in pairs:
        yield live, before[live.oid], after[desired.oid]


def _kept(row: Row, part: str) -> tuple[str, str]:
    """Return schema and name of what the object is made from for life."""
    return (row[f"{part}_schema"], row[part])


def _options(before: str, after: str) -> str:
    """Return the list for ALTER TEXT SEARCH DICTIONARY: an option alone is removed, one with a value is set.

    All of the desired ones are given, since PostgreSQL puts what is set behind the others and pg_dump keeps the order.
    """
    old, new = _by_name(before), _by_name(after)
    return ", ".join([*(name for name in old if name not in new), *(f"{name} = {new[name]}" for name in new)])


def _by_name(options: str) -> dict[str, str]:
    """Return the options of a dictionary by name, names and values in the words PostgreSQL keeps and quotes."""
    found: dict[str, str] = {}
    name = value = ""
    for kind, text in (*tokens(options), ("other", ",")):
        if (kind, text) == ("other", ","):
            found |= {name: value} if name else {}
            name = value = ""
        elif kind != "space" and not name:
            name = text
        elif kind != "space" and (kind, text) != ("other", "="):
            value += text
    return found


def mapping_actions(before: Mappings, after: Mappings) -> Iterator[str]:
    """Yield the actions between two sets of mappings, one for all sorts of tokens that get the same dictionaries."""
    gone = [token for token in before if token not in after]
    if gone:
        yield f"DROP MAPPING FOR {_names(gone)}"
    for verb, differing in (
        ("ALTER", [token for token in after if token in before and before[token] != after[token]]),
        ("ADD", [token for token in after if token not in before]),
    ):
        together: dict[str, list[str]] = {}
        for token in differing:
            dictionaries = ", ".join(qualified(*dictionary) for dictionary in after[token])
            together.setdefault(dictionaries, []).append(token)
        for dictionaries, sorts in together.items():
            yield f"{verb} MAPPING FOR {_names(sorts)} WITH {dictionaries}"


def _names(sorts: Sequence[str]) -> str:
    return ", ".join(identifier(token) for token in sorts)
