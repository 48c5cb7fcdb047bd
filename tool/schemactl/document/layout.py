"""From a diagram to boxes and wires with coordinates: sizes of the cards, their places, and the ways of the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemactl.document.entities import Card, Diagram, Line
from schemactl.document.layers import Columns, Edge, Net, Port, layer_of_cards, nets_of
from schemactl.document.lettering import card_height, card_width, row_middle

_TRACK = 11.0
_MARGIN = 26.0
"""Room beside a card for the foot of a line."""

_ON_ONE_ANOTHER = 20
_BETWEEN_TWO_NETS = 10.0
_WITHIN_A_ROW = 16.0
_BACKWARD = 4.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A card with its place."""

    card: Card
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A line with its way; `from_parent` tells at which end the parent is."""

    line: Line
    points: tuple[Point, ...]
    from_parent: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything with coordinates, the upper left corner at 0, 0."""

    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    width: float
    height: float


def draw(diagram: Diagram) -> Drawing:
    """Return a diagram with coordinates. Boxes do not touch each other, and no wire crosses a box."""
    places = {card.name: number for number, card in enumerate(diagram.cards)}
    edges = [_edge(line, diagram.cards, places[line.child], places[line.parent]) for line in diagram.lines]
    layers = layer_of_cards(len(diagram.cards), edges)
    nets = _apart(nets_of(edges, layers))
    columns = Columns([card_height(card) for card in diagram.cards], layers, nets)
    channels = [_channel(columns, channel) for channel in range(len(columns.columns) + 1)]
    sheet = _across(diagram.cards, columns, channels)
    wires = tuple(
        Wire(diagram.lines[number], sheet.way(which, channel, port), edges[number].parent == net.source.card)
        for which, net in enumerate(nets)
        for number, channel, port in net.edges
    )
    return Drawing(
        boxes=tuple(sheet.boxes[card] for card in sorted(sheet.boxes)),
        wires=wires,
        width=sheet.width,
        height=max(
            (
                *(box.y + box.height for box in sheet.boxes.values()),
                *(y for wire in wires for _, y in wire.points),
            ),
            default=0.0,
        ),
    )


def _edge(line: Line, cards: Sequence[Card], child: int, parent: int) -> Edge:
    return Edge(
        child=child,
        parent=parent,
        child_offset=row_middle(cards[child], line.child_field),
        parent_offset=row_middle(cards[parent], line.parent_field),
        required=line.required,
    )


def _apart(nets: Sequence[Net]) -> list[Net]:
    """Return the nets, those that meet the same row on the same side moved apart, so that their feet can be told."""
    meeting: dict[Port, list[int]] = defaultdict(list)
    for number, net in enumerate(nets):
        for port in dict.fromkeys((net.source, *(port for _, _, port in net.edges))):
            meeting[port].append(number)

    def moved(port: Port, number: int) -> Port:
        others = meeting[port]
        step = min(_BETWEEN_TWO_NETS, _WITHIN_A_ROW / max(len(others) - 1, 1))
        offset = port.offset + (others.index(number) - (len(others) - 1) / 2) * step
        # Two nets may enter and leave a channel at the same two heights, crosswise: no order of tracks parts those.
        return Port(port.card, offset + (_BACKWARD if nets[number].backward else 0.0), port.right)

    return [
        Net(
            source=moved(net.source, number),
            layer=net.layer,
            backward=net.backward,
            targets={layer: [moved(port, number) for port in ports] for layer, ports in net.targets.items()},
            edges=[(edge, layer, moved(port, number)) for edge, layer, port in net.edges],
        )
        for number, net in enumerate(nets)
    ]


@dataclass(frozen=True, slots=True)
class _Span:
    """What a net does in one channel: where it comes in, and where it goes out."""

    net: int
    enters: float
    leaves: tuple[float, ...]
    returns: tuple[float, ...]

    @property
    def low(self) -> float:
        return min(self.enters, *self.leaves, *self.returns)

    @property
    def high(self) -> float:
        return max(self.enters, *self.leaves, *self.returns)


def _channel(columns: Columns, channel: int) -> list[int]:
    """Return the nets in the channel left of a layer, in the order of their tracks."""
    spans = [span for number, net in enumerate(columns.nets) if (span := _span(columns, number, net, channel))]
    spans.sort(key=lambda span: (span.enters, span.net))
    improved = True
    while improved:
        improved = False
        for place in range(len(spans) - 1):
            left, right = spans[place], spans[place + 1]
            if _crossings(right, left) < _crossings(left, right):
                spans[place : place + 2] = right, left
                improved = True
    return [span.net for span in spans]


def _span(columns: Columns, number: int, net: Net, channel: int) -> _Span | None:
    if not net.layer < channel <= net.last:
        return None
    start = columns.height_at(net.source) if channel == net.layer + 1 else columns.lane_height(number, channel - 1)
    ports = net.targets.get(channel, [])
    leaves = [columns.height_at(port) for port in ports if not port.right]
    if channel < net.last:
        leaves.append(columns.lane_height(number, channel))
    returns = [columns.height_at(port) for port in ports if port.right]
    return _Span(number, start, tuple(leaves), tuple(returns))


def _crossings(left: _Span, right: _Span) -> int:
    """Return how often two neighbouring tracks cross, lines on one another counted many times."""
    outwards = sum(right.low < y < right.high for y in left.leaves)
    inwards = sum(left.low < y < left.high for y in (right.enters, *right.returns))
    ends = (right.enters, *right.returns)
    same = sum(abs(y - z) < _BETWEEN_TWO_NETS / 2 for y in left.leaves for z in ends)
    return outwards + inwards + _ON_ONE_ANOTHER * same


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The layers with a place from left to right.

    Attributes:
        columns: The layers. `boxes`: by card. `tracks`: where a net goes up or down in a channel.
        width: Of all of it.
    """

    columns: Columns
    boxes: Mapping[int, Box]
    tracks: Mapping[tuple[int, int], float]
    width: float

    def way(self, number: int, channel: int, port: Port) -> tuple[Point, ...]:
        """Return the corners of one edge of a net, from its source to a port at a channel."""
        net = self.columns.nets[number]
        source, box = self.boxes[net.source.card], self.boxes[port.card]
        y = self.columns.height_at(net.source)
        points = [(source.x + source.width, y)]
        for passed in range(net.layer + 1, channel):
            track, lane = self.tracks[number, passed], self.columns.lane_height(number, passed)
            points += [(track, y), (track, lane)]
            y = lane
        track, end = self.tracks[number, channel], self.columns.height_at(port)
        points += [(track, y), (track, end), (box.x + (box.width if port.right else 0.0), end)]
        return tuple(points)


def _across(cards: Sequence[Card], columns: Columns, channels: Sequence[Sequence[int]]) -> _Sheet:
    """Give the layers and the tracks between them their place from left to right."""
    boxes: dict[int, Box] = {}
    tracks: dict[tuple[int, int], float] = {}
    x = 0.0
    for layer, column in enumerate(columns.columns):
        widest = max((card_width(cards[item.card]) for item in column if item.card >= 0), default=0.0)
        for item in column:
            if item.card >= 0:
                boxes[item.card] = Box(cards[item.card], x, item.top, widest, item.height)
        x += widest
        nets = channels[layer + 1]
        tracks |= {(net, layer + 1): x + _MARGIN + place * _TRACK for place, net in enumerate(nets)}
        last = layer + 1 == len(columns.columns)
        x += (_MARGIN * (1 if last else 2) + (len(nets) - 1) * _TRACK) if nets else (0.0 if last else _MARGIN)
    return _Sheet(columns=columns, boxes=boxes, tracks=tracks, width=x)
