"""Which relations lead to which: foreign keys between tables, and the same ones seen through views.

A view that shows all columns of a foreign key can be joined as its table can, and so can one that shows all columns a
foreign key points at. PostgREST offers both, and so do the types.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from schemactl.api_types.ordering import by_name
from schemactl.api_types.values import Relation, Relationship

Origins = tuple[tuple[int, int], ...]
"""For each column of a view in its order: the relation (oid) and the position there of the column it shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A foreign key; relations by oid, columns by position."""

    name: str
    relation: int
    columns: tuple[int, ...]
    referenced: int
    referenced_columns: tuple[int, ...]
    one_to_one: bool


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a way: a relation, and its columns by name."""

    relation: Relation
    columns: tuple[str, ...]


def find_relationships(
    relations: Iterable[Relation], keys: Iterable[ForeignKey], origins: Mapping[int, Origins]
) -> Iterator[Relation]:
    """Yield the relations with the ways that lead from them to others of their schema.

    Args:
        relations: Tables and views.
        keys: Foreign keys between tables.
        origins: Where the columns of each view come from.
    """
    known = {relation.oid: relation for relation in relations}
    shown = {oid: _shown(oid, origins) for oid in known}
    ways: dict[int, list[Relationship]] = {oid: [] for oid in known}
    for key in keys:
        starts = list(_ends(key.relation, key.columns, known, shown))
        ends = list(_ends(key.referenced, key.referenced_columns, known, shown))
        for start, end in product(starts, ends):
            if start.relation.schema == end.relation.schema:
                ways[start.relation.oid].append(
                    Relationship(
                        name=key.name,
                        columns=start.columns,
                        one_to_one=key.one_to_one,
                        referenced=end.relation.name,
                        referenced_columns=end.columns,
                    )
                )
    for oid, relation in known.items():
        yield dataclasses.replace(relation, relationships=tuple(sorted(ways[oid], key=_order)))


def _order(way: Relationship) -> tuple[object, ...]:
    return by_name(way.name), by_name(way.referenced), by_name(" ".join(way.referenced_columns)), way.columns


def _shown(oid: int, origins: Mapping[int, Origins]) -> dict[tuple[int, int], list[int]]:
    """Return at which positions a relation shows which columns of tables; views are seen through."""
    found: dict[tuple[int, int], list[int]] = {}
    for position, (origin, column) in enumerate(origins.get(oid, ()), 1):
        source = origin, column
        while source[0] in origins:
            source = origins[source[0]][source[1] - 1]
        if source[0]:
            found.setdefault(source, []).append(position)
    return found


def _ends(
    table: int,
    columns: tuple[int, ...],
    known: Mapping[int, Relation],
    shown: Mapping[int, Mapping[tuple[int, int], list[int]]],
) -> Iterator[_End]:
    """Yield the table itself, and every view that shows all these columns, once per way it shows them."""
    for oid, relation in known.items():
        if oid == table:
            choices: list[tuple[int, ...]] = [columns]
        else:
            choices = list(product(*(shown[oid].get((table, column), []) for column in columns)))
        names = {column.number: column.name for column in relation.columns}
        for chosen in choices:
            yield _End(relation, tuple(names[number] for number in chosen))
