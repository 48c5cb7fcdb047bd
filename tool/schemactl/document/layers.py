"""Placing the cards of a diagram: in columns from left to right, parents before their children.

The usual four steps of a layered drawing (Sugiyama, Tagawa and Toda 1981): break cycles, give every card a layer, order
each layer so that few lines cross, and move cards up and down towards what they are connected with. Foreign keys to the
same column of the same table run together as one `Net`, like the wires of a bus, so a table everybody refers to costs
one line and not twenty. A net that passes through a layer gets a `Lane` there: a thin place between the cards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

GAP = 26.0
"""Least distance between two cards of a layer."""

_LANE_HEIGHT = 8.0
_SWEEPS = 12
_SETTLING = 10


@dataclass(frozen=True, slots=True)
class Port:
    """Where a line meets a card: the middle of a row, on its left or right edge."""

    card: int
    offset: float
    right: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """A foreign key between the cards of two numbers; the offsets are those of the rows it leads to."""

    child: int
    parent: int
    child_offset: float
    parent_offset: float
    required: bool


@dataclass(slots=True)
class Net:
    """Edges that run together.

    Attributes:
        source: Where it begins, on the right edge of a card. `layer`: the layer of that card.
        backward: Whether it begins at the child, which happens where references go in a circle.
        targets: Layer to the ports it leads to from the channel before that layer.
        edges: Positions of its edges, each with its port among the targets.
    """

    source: Port
    layer: int
    backward: bool = False
    targets: dict[int, list[Port]] = field(default_factory=dict)
    edges: list[tuple[int, int, Port]] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Return the last layer it leads to."""
        return max(self.targets)


@dataclass(slots=True, eq=False)
class Item:
    """A card, or the lane of a net that passes; `top` is what the layout decides."""

    height: float
    card: int = -1
    net: int = -1
    top: float = 0.0


def layer_of_cards(count: int, edges: Sequence[Edge]) -> list[int]:
    """Return the layer of every card: parents left of their children, as far right as that allows."""
    children: dict[int, list[int]] = defaultdict(list)
    for edge in edges:
        if edge.child != edge.parent:
            children[edge.parent].append(edge.child)
    order = _order(count, children)
    place = {card: position for position, card in enumerate(order)}
    layers = [0] * count
    for card in order:
        for child in children[card]:
            if place[child] > place[card]:
                layers[child] = max(layers[child], layers[card] + 1)
    has_parent = {child for card in children for child in children[card] if place[child] > place[card]}
    for card in reversed(order):
        after = [layers[child] for child in children[card] if place[child] > place[card]]
        if after and card not in has_parent:
            layers[card] = min(after) - 1
    return layers


def _order(count: int, children: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the cards with parents before children; a line that closes a circle is passed over."""
    done: list[int] = []
    seen: set[int] = set()

    def visit(card: int) -> None:
        if card in seen:
            return
        seen.add(card)
        for child in children.get(card, ()):
            visit(child)
        done.append(card)

    with_parents = {child for card in children for child in children[card]}
    for card in sorted(range(count), key=lambda card: (card in with_parents, card)):
        visit(card)
    return done[::-1]


def nets_of(edges: Sequence[Edge], layers: Sequence[int]) -> list[Net]:
    """Return the edges as nets, each from left to right; a card that refers to itself is met on its right edge."""
    nets: dict[tuple[object, ...], Net] = {}
    for number, edge in enumerate(edges):
        forward = layers[edge.parent] <= layers[edge.child]
        key = (edge.parent, edge.parent_offset, edge.required) if forward else ("back", number)
        own, offset = (edge.parent, edge.parent_offset) if forward else (edge.child, edge.child_offset)
        other, target = (edge.child, edge.child_offset) if forward else (edge.parent, edge.parent_offset)
        layer = layers[own]
        net = nets.setdefault(key, Net(source=Port(own, offset, right=True), layer=layer, backward=not forward))
        port = Port(other, target, right=own == other)
        channel = layer + 1 if own == other else layers[other]
        net.targets.setdefault(channel, []).append(port)
        net.edges.append((number, channel, port))
    return list(nets.values())


class Columns:
    """The layers being arranged.

    Args:
        heights: Of the cards. `layers`: of the cards. `nets`: what connects them.
    """

    def __init__(self, heights: Sequence[float], layers: Sequence[int], nets: Sequence[Net]) -> None:
        self.nets = nets
        self.columns: list[list[Item]] = [[] for _ in range(max(layers, default=0) + 1)]
        self.cards = [Item(height, card=card) for card, height in enumerate(heights)]
        self.lanes: dict[tuple[int, int], Item] = {}
        connected = {port.card for net in nets for ports in net.targets.values() for port in ports}
        connected |= {net.source.card for net in nets}
        for card in sorted(connected):
            self.columns[layers[card]].append(self.cards[card])
        for number, net in enumerate(nets):
            for layer in range(net.layer + 1, net.last):
                self.lanes[number, layer] = lane = Item(_LANE_HEIGHT, net=number)
                self.columns[layer].append(lane)
        self._links = [list(self._meeting(layer)) for layer in range(len(self.columns))]
        self._arrange()
        self._place_loners([card for card in self.cards if card.card not in connected])
        self._to_origin()

    def height_at(self, port: Port) -> float:
        """Return how far down a port is."""
        return self.cards[port.card].top + port.offset

    def lane_height(self, net: int, layer: int) -> float:
        """Return how far down a net passes through a layer."""
        lane = self.lanes[net, layer]
        return lane.top + lane.height / 2

    def _meeting(self, layer: int) -> Iterable[tuple[Item, float, Item, float]]:
        """Yield what is connected across the channel right of a layer, with the offsets of both ends."""
        for number, net in enumerate(self.nets):
            if not net.layer <= layer < net.last:
                continue
            lane = self.lanes.get((number, layer))
            left = (lane, lane.height / 2) if lane else (self.cards[net.source.card], net.source.offset)
            ahead = self.lanes.get((number, layer + 1))
            rights = [(self.cards[port.card], port.offset) for port in net.targets.get(layer + 1, ()) if not port.right]
            if ahead:
                rights.append((ahead, ahead.height / 2))
            yield from ((*left, *right) for right in rights)

    def _arrange(self) -> None:
        best, order = float("inf"), [list(column) for column in self.columns]
        for sweep in range(_SWEEPS):
            for column in self.columns:
                _stack(column)
            self._settle()
            cost = self._cost()
            if cost < best - 1e-6:
                best, order = cost, [list(column) for column in self.columns]
            self._sort(rightwards=sweep % 2 == 0)
        self.columns = order
        for column in self.columns:
            _stack(column)
        self._settle()

    def _cost(self) -> float:
        """Return how bad an order is: crossings first, then how far lines climb."""
        total = 0.0
        for links in self._links:
            ends = [(left.top + a, right.top + b) for left, a, right, b in links]
            total += sum(abs(a - b) for a, b in ends)
            total += 1000 * sum((a - c) * (b - d) < 0 for i, (a, b) in enumerate(ends) for c, d in ends[:i])
        return total

    def _sort(self, *, rightwards: bool) -> None:
        """Order each layer by where its neighbours in the layer before are."""
        layers = range(1, len(self.columns)) if rightwards else range(len(self.columns) - 2, -1, -1)
        for layer in layers:
            wished: dict[int, list[float]] = defaultdict(list)
            for left, a, right, b in self._links[layer - 1 if rightwards else layer]:
                own, end = (right, left.top + a - b) if rightwards else (left, right.top + b - a)
                wished[id(own)].append(end + own.height / 2)
            self.columns[layer].sort(key=lambda item: fmean(wished.get(id(item)) or [item.top + item.height / 2]))
            _stack(self.columns[layer])

    def _settle(self) -> None:
        """Move items towards what they are connected with, without changing their order."""
        for turn in range(_SETTLING):
            layers = range(len(self.columns)) if turn % 2 == 0 else reversed(range(len(self.columns)))
            for layer in layers:
                _spread(self.columns[layer], self._wishes(layer))

    def _wishes(self, layer: int) -> dict[int, list[float]]:
        wishes: dict[int, list[float]] = defaultdict(list)
        if layer:
            for left, a, right, b in self._links[layer - 1]:
                wishes[id(right)].append(left.top + a - b)
        for left, a, right, b in self._links[layer]:
            wishes[id(left)].append(right.top + b - a)
        return wishes

    def _place_loners(self, loners: Sequence[Item]) -> None:
        """Put cards without any line at the bottom of the shortest columns."""
        for item in loners:
            column = min(self.columns, key=_bottom)
            item.top = _bottom(column) + GAP if column else 0.0
            column.append(item)

    def _to_origin(self) -> None:
        items = [item for column in self.columns for item in column]
        top = min((item.top for item in items), default=0.0)
        for item in items:
            item.top -= top


def _bottom(column: Sequence[Item]) -> float:
    return max((item.top + item.height for item in column), default=0.0)


def _stack(column: Sequence[Item]) -> None:
    top = 0.0
    for item in column:
        item.top = top
        top += item.height + GAP


def _spread(column: Sequence[Item], wishes: Mapping[int, Sequence[float]]) -> None:
    """Move items as near to where they wish to be as order and gaps allow: least squares, by pooling neighbours."""
    pools: list[tuple[float, float, int]] = []
    before = 0.0
    for item in column:
        wished = wishes.get(id(item), ())
        weight = len(wished) or 0.01
        value, size = (fmean(wished) if wished else item.top) - before, 1
        before += item.height + GAP
        while pools and pools[-1][0] > value:
            other, other_weight, other_size = pools.pop()
            value = (value * weight + other * other_weight) / (weight + other_weight)
            weight, size = weight + other_weight, size + other_size
        pools.append((value, weight, size))
    tops = [value for value, _, size in pools for _ in range(size)]
    before = 0.0
    for item, top in zip(column, tops, strict=True):
        item.top = top + before
        before += item.height + GAP
