"""A diagram as SVG: readable on light and dark pages, with a title, without scripts and without fonts of its own."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from schemactl.document.entities import Diagram, Line
from schemactl.document.layout import Box, Point, Wire, draw
from schemactl.document.lettering import (
    HEAD,
    MARK,
    NOTE,
    PADDING,
    ROW,
    SMALL_SIZE,
    fitted,
    marks_width,
    title_of,
    top_of_rows,
    type_of,
)
from schemactl.document.links import shown
from schemactl.document.markdown import GENERATED
from schemactl.model.printable import printable

_BORDER = 20.0
_CORNER = 6.0
_FOOT = 10.0
_SPREAD = 4.5
_STYLE = """
text {
font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace;
fill: #1f2328;
}
.page { fill: #ffffff; }
.card { fill: #ffffff; stroke: #d1d9e0; }
.head { fill: #0b5cad; }
.title { font-size: 13px; font-weight: 600; fill: #ffffff; }
.note { font-size: 10.5px; fill: #cfe3f8; }
.stub .card { stroke-dasharray: 4 3; }
.stub .head { fill: #eaeef2; }
.stub .title { fill: #424a53; }
.type { fill: #656d76; }
.rule { stroke: #eaeef2; }
.mark { fill: #eef3f8; }
.mark-text { font-size: 9.5px; font-weight: 600; fill: #57606a; }
.key { fill: #fff1c9; }
.key-text { fill: #7d5700; }
.wire { fill: none; stroke: #6e7f91; stroke-width: 1.3; stroke-linejoin: round; stroke-linecap: round; }
.maybe { stroke-dasharray: 5 3; }
.ring { fill: #ffffff; stroke: #6e7f91; stroke-width: 1.3; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.page { fill: #0d1117; }
.card { fill: #161b22; stroke: #3d444d; }
.head { fill: #1f5f9f; }
.note { fill: #b9d6f2; }
.stub .head { fill: #262c36; }
.stub .title { fill: #c9d1d9; }
.type { fill: #9198a1; }
.rule { stroke: #262c36; }
.mark { fill: #262c36; }
.mark-text { fill: #b1bac4; }
.key { fill: #4a3a0c; }
.key-text { fill: #f0cf73; }
.wire { stroke: #8b98a5; }
.ring { fill: #0d1117; stroke: #8b98a5; }
}
"""


def svg(diagram: Diagram) -> str:
    """Return the picture. Same diagram, same bytes."""
    drawing = draw(diagram)
    width, height = drawing.width + 2 * _BORDER, drawing.height + 2 * _BORDER
    size = f'width="{_number(width)}" height="{_number(height)}" viewBox="0 0 {_number(width)} {_number(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc">',
        GENERATED,
        f'<title id="title">{_text(f"Tables of {diagram.title}")}</title>',
        f'<desc id="desc">{_text(_description(diagram))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" width="{_number(width)}" height="{_number(height)}"/>',
        f'<g transform="translate({_number(_BORDER)} {_number(_BORDER)})">',
        *(part for wire in drawing.wires for part in _wire(wire)),
        *(part for box in drawing.boxes for part in _card(box)),
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _description(diagram: Diagram) -> str:
    """Return in a sentence per line what a reader who sees nothing has to know."""
    names = ", ".join(shown(card.name) for card in diagram.cards)
    references = "; ".join(_sentence(line) for line in diagram.lines)
    return f"{names}. {references}." if references else f"{names}."


def _sentence(line: Line) -> str:
    return f"{shown(line.child)} ({', '.join(line.columns)}) refers to {shown(line.parent)}"


def _card(box: Box) -> Iterator[str]:
    card = box.card
    head = HEAD + (NOTE if card.note else 0.0)
    yield f'<g class="{"stub" if card.stub else "table"}" transform="translate({_number(box.x)} {_number(box.y)})">'
    yield f"<title>{_text(shown(card.name))}</title>"
    yield f'<rect class="card" width="{_number(box.width)}" height="{_number(box.height)}" rx="7"/>'
    yield f'<path class="head" d="{_rounded_head(box.width, head)}"/>'
    yield _label("title", PADDING, 22, title_of(card))
    if card.note:
        yield _label("note", PADDING, HEAD + SMALL_SIZE - 2, fitted(card.note))
    start = PADDING + marks_width(card)
    for place, field in enumerate(card.fields):
        top = top_of_rows(card) + place * ROW
        if place:
            yield f'<path class="rule" d="M1 {_number(top)}H{_number(box.width - 1)}"/>'
        for number, mark in enumerate(field.marks):
            yield from _mark(mark, PADDING + number * MARK, top)
        yield _label("name", start, top + 15, fitted(field.name))
        if field.type:
            yield _label("type", box.width - PADDING, top + 15, type_of(field), end=True)
    yield "</g>"


def _mark(mark: str, x: float, top: float) -> Iterator[str]:
    key = " key" if mark == "PK" else ""
    yield f'<rect class="mark{key}" x="{_number(x)}" y="{_number(top + 4)}" width="24" height="13" rx="3"/>'
    place = f'x="{_number(x + 12)}" y="{_number(top + 14)}" text-anchor="middle"'
    yield f'<text class="mark-text{key and " key-text"}" {place}>{mark}</text>'


def _label(kind: str, x: float, y: float, text: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text class="{kind}" x="{_number(x)}" y="{_number(y)}"{anchor}>{_text(text)}</text>'


def _rounded_head(width: float, height: float) -> str:
    return f"M0 {_number(height)}V7A7 7 0 0 1 7 0H{_number(width - 7)}A7 7 0 0 1 {_number(width)} 7V{_number(height)}Z"


def _wire(wire: Wire) -> Iterator[str]:
    """Yield a line and its feet, in crow's foot notation: what a row may have on the other side."""
    points = wire.points if wire.from_parent else wire.points[::-1]
    maybe = "" if wire.line.required else " maybe"
    yield f'<g><title>{_text(_sentence(wire.line))}</title><path class="wire{maybe}" d="{_path(wire.points)}"/>'
    yield from _parent_foot(points[0], points[1], required=wire.line.required)
    yield from _child_foot(points[-1], points[-2], single=wire.line.single)
    yield "</g>"


def _parent_foot(end: Point, towards: Point, *, required: bool) -> Iterator[str]:
    (x, y), side = end, math.copysign(1.0, towards[0] - end[0])
    yield _bar(x + side * _FOOT / 2, y)
    if required:
        yield _bar(x + side * (_FOOT / 2 + 4), y)
    else:
        yield _ring(x + side * (_FOOT + 2), y)


def _child_foot(end: Point, towards: Point, *, single: bool) -> Iterator[str]:
    (x, y), side = end, math.copysign(1.0, towards[0] - end[0])
    if single:
        yield _bar(x + side * _FOOT / 2, y)
    else:
        tip = _number(x + side * _FOOT)
        edge = _number(x)
        yield (
            f'<path class="wire" d="M{edge} {_number(y - _SPREAD)}L{tip} {_number(y)}L{edge} {_number(y + _SPREAD)}"/>'
        )
    yield _ring(x + side * (_FOOT + 3.5), y)


def _bar(x: float, y: float) -> str:
    return f'<path class="wire" d="M{_number(x)} {_number(y - _SPREAD)}V{_number(y + _SPREAD)}"/>'


def _ring(x: float, y: float) -> str:
    return f'<circle class="ring" cx="{_number(x)}" cy="{_number(y)}" r="3"/>'


def _path(points: Sequence[Point]) -> str:
    """Return a line through some corners, which are rounded."""
    corners = [point for place, point in enumerate(points) if not place or point != points[place - 1]]
    parts = [f"M{_number(corners[0][0])} {_number(corners[0][1])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        (ax, ay), (bx, by) = _near(corner, before), _near(corner, after)
        parts.append(
            f"L{_number(ax)} {_number(ay)}Q{_number(corner[0])} {_number(corner[1])} {_number(bx)} {_number(by)}"
        )
    parts.append(f"L{_number(corners[-1][0])} {_number(corners[-1][1])}")
    return "".join(parts)


def _near(corner: Point, towards: Point) -> Point:
    """Return the point at which the rounding of a corner begins: never past the middle of the way."""
    distance = math.dist(corner, towards)
    share = min(_CORNER, distance / 2) / distance
    return (corner[0] + (towards[0] - corner[0]) * share, corner[1] + (towards[1] - corner[1]) * share)


def _number(value: float) -> str:
    """Return a coordinate with one decimal at most, never ``-0``."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    return escape(printable(text))
