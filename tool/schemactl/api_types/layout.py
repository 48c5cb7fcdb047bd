"""Lays TypeScript types out as Prettier does without semicolons: a formatter in the reader's project changes nothing.

A type is a small tree; what fits into 80 columns stays on its line, anything else is broken at the outermost place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WIDTH = 80
_STEP = "  "
_OR_NULL = " | null"


@dataclass(frozen=True, slots=True)
class Members:
    """An object type.

    Attributes:
        members: Names as they are to be written, with their types.
        spread: Whether each member has a line of its own even where all would fit on one.
    """

    members: tuple[tuple[str, Type], ...]
    spread: bool = True


@dataclass(frozen=True, slots=True)
class Union:
    """One of several types."""

    options: tuple[Type, ...]


@dataclass(frozen=True, slots=True)
class Array:
    """Any number of values of one type."""

    item: Type


@dataclass(frozen=True, slots=True)
class Tuple:
    """A list of known items; `spread` as for members."""

    items: tuple[Type, ...]
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """An object type, and something else at the same time."""

    row: Members
    other: str


Type = str | Members | Union | Array | Tuple | Both
"""A type, or words that stand as they are."""


def quoted(text: str) -> str:
    """Return a text as a string literal, in the quotes it has fewer of, everything that does not show escaped."""
    plain = "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in json.dumps(text, ensure_ascii=False)[1:-1])
    if text.count('"') > text.count("'"):
        return "'" + plain.replace('\\"', '"').replace("'", "\\'") + "'"
    return f'"{plain}"'


def key(name: str, *, optional: bool = False) -> str:
    """Return a name as the name of a member, quoted where TypeScript needs it."""
    plain = name.replace("$", "_").isidentifier()  # letters of any script, as in TypeScript
    return (name if plain else quoted(name)) + ("?" if optional else "")


def union(options: Iterable[Type]) -> Type:
    """Return the union of some types; a single one stands alone."""
    flat = tuple(part for option in options for part in (option.options if isinstance(option, Union) else (option,)))
    return flat[0] if len(flat) == 1 else Union(flat)


def lay_out(kind: Type, indent: str = "", used: int = 0, after: int = 0) -> str:
    """Return the text of a type.

    Args:
        kind: The type.
        indent: What the lines after the first begin with.
        used: Columns taken on the first line, its indentation included.
        after: Columns needed on the last line for what follows the type.
    """
    flat = _flat(kind)
    if flat is not None and used + len(flat) + after <= WIDTH:
        return flat
    match kind:
        case str():
            return kind
        case Members(members):
            return _block("{", (_member(n, t, indent + _STEP) for n, t in members), "}", indent)
        case Tuple(items):
            inner = indent + _STEP
            return _block("[", (f"{lay_out(item, inner, len(inner), 1)}," for item in items), "]", indent)
        case Array(item):
            text = lay_out(item, indent, used, after + 2)
            return f"(\n{indent}{_STEP}{text}\n{indent})[]" if isinstance(item, Union) else f"{text}[]"
        case Both(row, other):
            return f"{_block('{', (_member(n, t, indent + _STEP) for n, t in row.members), '}', indent)} & {other}"
        case Union((Members() as row, "null")):
            return f"{lay_out(row, indent, used, after + len(_OR_NULL))}{_OR_NULL}"
        case Union(options):
            inner = indent + _STEP
            lines = (f"{inner}| {lay_out(o, inner + _STEP, len(inner) + 2)}" for o in options)
            return "\n" + "\n".join(lines)


def _member(name: str, kind: Type, indent: str) -> str:
    text = lay_out(kind, indent, len(indent) + len(name) + 2)
    return f"{name}:{text}" if text.startswith("\n") else f"{name}: {text}"


def _block(opening: str, lines: Iterable[str], closing: str, indent: str) -> str:
    return "\n".join([opening, *(f"{indent}{_STEP}{line}" for line in lines), f"{indent}{closing}"])


def _flat(kind: Type) -> str | None:
    """Return a type on one line; None when it has to be spread."""
    match kind:
        case str():
            return kind
        case Members(members, spread):
            return "{}" if not members else None if spread else _joined("{ ", _members(members), "; ", " }")
        case Tuple(items, spread):
            return "[]" if not items else None if spread else _joined("[", map(_flat, items), ", ", "]")
        case Both(row, other):
            return _joined("", (_flat(row), other), " & ", "")
        case Union(options):
            return _joined("", map(_flat, options), " | ", "")
        case Array(item):
            flat = _flat(item)
            return None if flat is None else f"({flat})[]" if isinstance(item, Union) else f"{flat}[]"


def _members(members: Sequence[tuple[str, Type]]) -> Iterator[str | None]:
    for name, kind in members:
        flat = _flat(kind)
        yield None if flat is None else f"{name}: {flat}"


def _joined(opening: str, parts: Iterable[str | None], between: str, closing: str) -> str | None:
    texts = list(parts)
    return None if None in texts else f"{opening}{between.join(t for t in texts if t is not None)}{closing}"
