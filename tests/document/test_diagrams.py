"""Diagrams: nothing overlaps, text fits, and both forms can be read by those who read them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from schemactl.document.entities import Card, Diagram, Field, Line, diagram
from schemactl.document.families import Documented
from schemactl.document.layout import Box, Drawing, Point, draw
from schemactl.document.lettering import PADDING, card_width, fitted, marks_width, text_width, type_of
from schemactl.document.links import shown
from schemactl.document.mermaid import mermaid
from schemactl.document.reference import Name
from schemactl.document.svg import svg

NAMESPACE = "{http://www.w3.org/2000/svg}"

# The grammar of Mermaid's erDiagram, as far as we use it (erDiagram.jison of Mermaid 11).
ENTITY = re.compile(r'    [A-Za-z][A-Za-z0-9_]*\["[^"%\\`<>]+"\] \{')
ATTRIBUTE = re.compile(
    r'        [A-Za-z][A-Za-z0-9_\[\]()]* [A-Za-z][A-Za-z0-9_]*( (PK|FK|UK)(, (PK|FK|UK))*)?( "may be null")?'
)
RELATIONSHIP = re.compile(r'    [A-Za-z][A-Za-z0-9_]* (\|\||\|o)--o(\||\{) [A-Za-z][A-Za-z0-9_]* : "[^"%\\`<>]+"')


@st.composite
def diagrams(draw_value: st.DrawFn) -> Diagram:
    """Return any diagram: circles, references to itself, several between the same tables, tables without any."""
    count = draw_value(st.integers(1, 7))
    names = [Name("s", f"table_{number}") for number in range(count)]
    rows = [draw_value(st.integers(1, 5)) for _ in names]
    cards = tuple(
        Card(name=name, fields=tuple(a_field(place) for place in range(height)), stub=draw_value(st.booleans()))
        for name, height in zip(names, rows, strict=True)
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1), st.booleans(), st.booleans())
    lines = []
    for child, parent, required, single in draw_value(st.lists(ends, max_size=10)):
        field = f"column_{draw_value(st.integers(0, rows[child] - 1))}"
        lines.append(
            Line(
                child=names[child],
                parent=names[parent],
                child_field=field,
                parent_field="column_0",
                columns=(field,),
                required=required,
                single=single,
            )
        )
    return Diagram(title="any", cards=cards, lines=tuple(lines))


def a_field(place: int) -> Field:
    """Return a column."""
    return Field(name=f"column_{place}", type="integer", marks=("PK",) if not place else (), required=not place)


def crosses(box: Box, start: Point, end: Point) -> bool:
    """Return whether a level or upright stretch passes through the inside of a box."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    inside_x = left < box.x + box.width - 0.01 and right > box.x + 0.01
    return inside_x and top < box.y + box.height - 0.01 and bottom > box.y + 0.01


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the cards that touch each other."""
    return [
        (one.card.name.name, other.card.name.name)
        for place, one in enumerate(drawing.boxes)
        for other in drawing.boxes[:place]
        if one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    ]


@settings(max_examples=300, deadline=None)
@given(diagrams())
def test_nothing_overlaps(any_diagram: Diagram) -> None:
    """Cards stand apart, no line passes through a card, and every line ends at the edges of its two tables."""
    drawing = draw(any_diagram)
    assert overlapping(drawing) == []
    boxes = {box.card.name: box for box in drawing.boxes}
    assert set(boxes) == {card.name for card in any_diagram.cards}
    assert len(drawing.wires) == len(any_diagram.lines)
    for wire in drawing.wires:
        for start, end in pairwise(wire.points):
            assert start[0] == end[0] or start[1] == end[1], "stretches are level or upright"
            assert not [box.card.name for box in drawing.boxes if crosses(box, start, end)]
        ends = wire.points if wire.from_parent else wire.points[::-1]
        for point, name in ((ends[0], wire.line.parent), (ends[-1], wire.line.child)):
            box = boxes[name]
            assert point[0] in (box.x, box.x + box.width)
            assert box.y <= point[1] <= box.y + box.height
        assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in wire.points)


@settings(max_examples=30, deadline=None)
@given(diagrams())
def test_a_drawing_can_be_read_and_repeated(any_diagram: Diagram) -> None:
    """It is XML with a title and a description, the same every time, and nothing in it stands outside its frame."""
    text = svg(any_diagram)
    assert text == svg(any_diagram)
    root = ET.fromstring(text)  # noqa: S314 - our own output
    assert [root.find(f"{NAMESPACE}{part}") is not None for part in ("title", "desc")] == [True, True]
    assert "prefers-color-scheme: dark" in text
    drawing = draw(any_diagram)
    assert float(root.attrib["width"]) >= drawing.width
    assert float(root.attrib["height"]) >= drawing.height


def test_text_fits_its_card() -> None:
    """The name and the type of a column stand beside each other, however long, with room between them."""
    fields = tuple(
        Field(name="n" * length, type="t" * (41 - length), marks=("PK", "FK"), required=False)
        for length in range(1, 64, 7)
    )
    card = Card(name=Name("schema", "x" * 63), fields=fields, note="9 partitions")
    for field in fields:
        needed = marks_width(card) + text_width(fitted(field.name)) + text_width(type_of(field))
        assert needed + 2 * PADDING < card_width(card)
    assert len(fitted("x" * 63)) == 40


def test_hostile_names_break_neither_form(nasty: Documented) -> None:
    """Names with quotes, tags, percent signs and line breaks give well-formed XML and lines Mermaid's grammar takes."""
    for family in nasty.families:
        drawn = diagram(family, nasty.reference)
        root = ET.fromstring(svg(drawn))  # noqa: S314 - our own output
        titles = "".join(root.itertext())
        assert all(shown(card.name) in titles for card in drawn.cards)
        head, direction, *lines = mermaid(drawn).splitlines()
        assert (head, direction) == ("erDiagram", "    direction LR")
        known = (ENTITY, ATTRIBUTE, RELATIONSHIP, re.compile(r"    \}"))
        assert [line for line in lines if not any(pattern.fullmatch(line) for pattern in known)] == []


def test_a_table_of_another_family_is_a_stub(nasty: Documented) -> None:
    """Of a table that is described elsewhere only the columns are shown that are referred to."""
    family = nasty.families[0]
    hens = tuple(one for one in family.relations if one.name.name == "hen")
    alone = diagram(replace(family, relations=hens), nasty.reference)
    assert [(card.name.name, card.stub, len(card.fields)) for card in alone.cards] == [
        ("hen", False, 2),
        ("egg", True, 1),
    ]
