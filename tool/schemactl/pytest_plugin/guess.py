"""Plausible values for a column, as PostgreSQL reads them. They are guesses: the server judges which one is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from schemactl.pytest_plugin.shape import Column

_LITERAL = re.compile(r"'((?:[^']|'')*)'|(?<![\w.])(-?\d+(?:\.\d+)?)(?![\w.])")
_TEXTS = frozenset({"text", "varchar", "bpchar", "citext", "name", "char"})
_INTEGERS = {"int2": 2**15, "int4": 2**31, "int8": 2**63, "oid": 2**31, "money": 2**31}
_FRACTIONS = frozenset({"numeric", "float4", "float8"})
_TIMES = frozenset({"timestamptz", "timestamp", "date"})
_FIXED = {
    "bool": ("false", "true"),
    "json": ("{}", "[]", "null", '""', "0"),
    "jsonb": ("{}", "[]", "null", '""', "0"),
    "time": ("12:00",),
    "timetz": ("12:00+00",),
    "xml": ("<a/>",),
    "line": ("{1,1,0}",),
    "jsonpath": ("$",),
    "hstore": ("",),
    "tsquery": ("a",),
}
_NUMBERED = {
    "interval": "{n} minutes",
    "uuid": "00000000-0000-4000-8000-{n:012x}",
    "bytea": "\\x{n:08x}",
    "inet": "10.{a}.{b}.{c}",
    "cidr": "10.{a}.{b}.{c}",
    "macaddr": "02:00:00:{a:02x}:{b:02x}:{c:02x}",
    "macaddr8": "02:00:00:00:00:{a:02x}:{b:02x}:{c:02x}",
    "pg_lsn": "0/{n:X}",
    "point": "({n},{n})",
    "box": "(0,0),({n},{n})",
    "lseg": "[(0,0),({n},{n})]",
    "path": "[(0,0),({n},{n})]",
    "polygon": "((0,0),(0,{n}),({n},0))",
    "circle": "<(0,0),{n}>",
    "tsvector": "w{n}",
    "ltree": "n{n}",
    "geometry": "POINT({n} 0)",
    "geography": "POINT({n} 0)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """What makes the guesses for one row differ from those for another.

    Attributes:
        number: Counts rows. `now`: the time of the test.
        turns: How often this row was not unique, by the name of the key.
    """

    number: int
    now: datetime
    turns: Mapping[str, int] = field(default_factory=dict)


def literals(expressions: Iterable[str]) -> list[str]:
    """Return the texts and numbers written in constraints, in order, each once."""
    found = [match for expression in expressions for match in _LITERAL.finditer(expression)]
    return list(dict.fromkeys(m[1].replace("''", "'") if m[1] is not None else m[2] for m in found))


def candidates(column: Column, draw: Draw, hints: list[str]) -> list[str]:
    """Return values to try for a column, the most natural first; some may not even be of its type.

    Args:
        column: What is asked for.
        draw: Which row it is for.
        hints: What `literals` found in the constraints on the column.
    """
    return list(dict.fromkeys(_candidates(column, draw, hints)))


def _candidates(column: Column, draw: Draw, hints: list[str]) -> Iterator[str]:
    number = draw.number
    if column.labels and not column.array:
        yield from column.labels
        return
    yield from _usual(column, number, draw.now)
    if column.array:
        yield from (f'{{"{item}"}}' for item in (*column.labels, *hints))
        yield f"{{{number}}}"
        return
    yield from hints
    yield from _around(column, hints)
    if column.base in _TEXTS:
        yield from _texts(column, number)


def is_sure(column: Column) -> bool:
    """Return whether the first candidate is of the column's type without asking the server."""
    known = column.base in {*_TEXTS, *_INTEGERS, "float4", "float8", *_TIMES, *_FIXED, *_NUMBERED}
    return not column.domain and (known or bool(column.labels) or column.array)


def _usual(column: Column, number: int, now: datetime) -> Iterator[str]:
    base = column.base
    if column.array or base.endswith("multirange"):
        yield "{}"
    elif column.range_of:
        yield from _ranges(column.range_of, number, now)
    elif base in _TEXTS:
        yield _fitting(_named(column.name, number), number, column.modifier)
    elif base in _INTEGERS:
        yield str(number % _INTEGERS[base])
    elif base in _FRACTIONS:
        yield from (str(number), "1", "0.5", "0")
    elif base in _TIMES:
        yield from _moments(base, number, now)
    elif base in _FIXED:
        yield from _FIXED[base]
    elif base in _NUMBERED:
        a, b, c = number >> 16 & 255, number >> 8 & 255, number & 255
        yield _NUMBERED[base].format(n=number, a=a, b=b, c=c)
    else:
        yield from _rare(column, number)


def _rare(column: Column, number: int) -> Iterator[str]:
    dimensions = max(column.modifier, 1)
    match column.base:
        case _ if column.fields:
            yield f"({',' * (column.fields - 1)})"
        case "vector" | "halfvec":
            yield "[" + ",".join(["1", *["0"] * (dimensions - 1)]) + "]"
        case "sparsevec":
            yield f"{{1:1}}/{dimensions}"
        case "bit" | "varbit":
            yield format(number, "b").zfill(dimensions)[-dimensions:]
        case _:
            yield from (str(number), "{}", "", "0")


def _ranges(of: str, number: int, now: datetime) -> Iterator[str]:
    if of in _TIMES:
        start = now + timedelta(days=number)
        yield f"[{start:%Y-%m-%d},{start + timedelta(days=1):%Y-%m-%d})"
    yield f"[{number},{number + 1})"


def _moments(base: str, number: int, now: datetime) -> Iterator[str]:
    """Yield a time close to now that no other row has, then some before and after."""
    step = timedelta(days=-1) if base == "date" else timedelta(microseconds=1)
    for moment in (now + number * step, now + timedelta(days=400), now - timedelta(days=400)):
        yield moment.strftime("%Y-%m-%d" if base == "date" else "%Y-%m-%d %H:%M:%S.%f+00")


def _around(column: Column, hints: list[str]) -> Iterator[str]:
    """Yield numbers and times close to the limits of a constraint."""
    if column.base in _TIMES:
        for hint in hints:
            try:
                moment = datetime.fromisoformat(hint).astimezone(UTC)
            except ValueError:
                continue
            yield from ((moment + timedelta(days=days)).isoformat() for days in (1, -1))
    elif column.base in _INTEGERS or column.base in _FRACTIONS:
        steps = (1, -1) if column.base in _INTEGERS else (1, -1, 0.01, -0.01)
        for hint in hints:
            if hint.lstrip("-").replace(".", "", 1).isdecimal():
                yield from (f"{float(hint) + step:g}" for step in steps)


def _texts(column: Column, number: int) -> Iterator[str]:
    """Yield texts of the forms that constraints usually ask for."""
    for text in (
        f"someone{number}@example.org",
        f"https://example.org/{number}",
        f"{column.name}-{number}".lower().replace("_", "-"),
        f"n{number}",
        str(number),
        f"{number:03d}",
        f"+1555{number:07d}",
        f"#{number:06x}",
        f"00000000-0000-4000-8000-{number:012x}",
        f"{number:032x}",
        f"{number:064x}",
        "A",
        "AA",
        "AAA",
        "aa",
        "en",
        "en-GB",
        "",
        "long enough to satisfy any limit " * 8,
    ):
        yield text if column.modifier < 0 else text[: column.modifier]


def _named(name: str, number: int) -> str:
    lower = name.lower()
    if "email" in lower:
        return f"someone{number}@example.org"
    if lower.endswith(("url", "uri")):
        return f"https://example.org/{number}"
    return f"{name} {number}"


def _fitting(text: str, number: int, length: int) -> str:
    """Return a text of at most this length; what is cut off is the beginning, so that numbers stay."""
    if length < 0 or len(text) <= length:
        return text
    return text[-length:] if len(str(number)) < length else str(number)[-length:]
