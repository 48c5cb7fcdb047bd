"""A diagram as Mermaid's ``erDiagram``, which GitHub, GitLab and others draw by themselves.

What the grammar of Mermaid's lexer allows in each place is narrow, so every name is reduced to it
(``erDiagram.jison`` of Mermaid 11).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from schemactl.document.entities import Card, Diagram, Field, Line
from schemactl.document.links import shown
from schemactl.document.reference import Name
from schemactl.model.printable import printable

_NOT_IN_A_WORD = re.compile(r"[^A-Za-z0-9_]+")
_NOT_IN_A_TYPE = re.compile(r"[^A-Za-z0-9_\[\]()]+")
_NOT_IN_A_TEXT = re.compile(r'["%\\`<>&#;]')


def mermaid(diagram: Diagram) -> str:
    """Return the source of a diagram. Required columns say so in their remark."""
    names = _names(diagram)
    lines = ["erDiagram", "    direction LR"]
    for card in diagram.cards:
        lines += _entity(card, names[card.name])
    lines += (_relationship(line, names) for line in diagram.lines)
    return "\n".join(lines) + "\n"


def _names(diagram: Diagram) -> dict[Name, str]:
    """Return a word for every card; where two names give the same one, the later is numbered."""
    used: Counter[str] = Counter()
    found = {}
    for card in diagram.cards:
        word = _word(f"{card.name.schema}_{card.name.name}")
        used[word] += 1
        found[card.name] = word if used[word] == 1 else f"{word}__{used[word]}"
    return found


def _entity(card: Card, name: str) -> Iterator[str]:
    yield f'    {name}["{_text(shown(card.name))}"] {{'
    yield from (f"        {_attribute(field)}" for field in card.fields)
    yield "    }"


def _attribute(field: Field) -> str:
    kind = _NOT_IN_A_TYPE.sub("_", field.type) or "unknown"
    kind = kind if kind[0].isalpha() else f"t{kind}"
    keys = f" {', '.join(field.marks)}" if field.marks else ""
    remark = "" if field.required else ' "may be null"'
    return f"{kind} {_word(field.name)}{keys}{remark}"


def _relationship(line: Line, names: dict[Name, str]) -> str:
    parent = "||" if line.required else "|o"
    child = "o|" if line.single else "o{"
    return f'    {names[line.parent]} {parent}--{child} {names[line.child]} : "{_text(", ".join(line.columns))}"'


def _word(text: str) -> str:
    word = _NOT_IN_A_WORD.sub("_", text) or "_"
    return word if word[0].isalpha() else f"n{word}"


def _text(text: str) -> str:
    return _NOT_IN_A_TEXT.sub("_", printable(text)) or "_"
