"""The diagram of a family as values: a card per table, a line per foreign key. How it is drawn is another matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.document.families import Family
from schemactl.document.markdown import counted
from schemactl.document.reference import ForeignKey, Name, Reference, Relation
from schemactl.document.type_names import short_type


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column on a card; `marks` are ``PK``, ``FK`` and ``UK``."""

    name: str
    type: str
    marks: tuple[str, ...]
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A table. A `stub` belongs to another family and shows only the columns that are referred to.

    Attributes:
        note: A remark below its name, or empty.
    """

    name: Name
    fields: tuple[Field, ...]
    stub: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A foreign key.

    Attributes:
        child, parent: The tables. `child_field`, `parent_field`: the first columns of the key on either side.
        columns: All columns of the key.
        required: Whether every child has a parent. `single`: whether a parent has at most one child.
    """

    child: Name
    parent: Name
    child_field: str
    parent_field: str
    columns: tuple[str, ...]
    required: bool
    single: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagram:
    """Cards and lines, in a fixed order."""

    title: str
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]


def diagram(family: Family, reference: Reference) -> Diagram:
    """Return the diagram of a family: its tables, and as stubs what they refer to. Partitions are left out."""
    tables = [one for one in family.relations if one.shape.holds_rows and not one.parent]
    lines = tuple(_line(one, key) for one in tables for key in one.foreign_keys)
    own = {one.name for one in tables}
    stubs = sorted({line.parent for line in lines} - own)
    return Diagram(
        title=family.title,
        cards=(*(_card(one, reference) for one in tables), *(_stub(name, lines, reference) for name in stubs)),
        lines=lines,
    )


def _line(relation: Relation, key: ForeignKey) -> Line:
    required = {column.name for column in relation.columns if column.required}
    return Line(
        child=relation.name,
        parent=key.target,
        child_field=key.columns[0],
        parent_field=key.target_columns[0],
        columns=key.columns,
        required=required.issuperset(key.columns),
        single=any(unique <= set(key.columns) for unique in relation.unique_sets),
    )


def _card(relation: Relation, reference: Reference) -> Card:
    count = len(reference.partitions(relation.name))
    note = f"{counted(count, 'partition')}, {relation.partition_key}" if relation.partition_key else ""
    return Card(name=relation.name, fields=tuple(_fields(relation)), note=note)


def _fields(relation: Relation) -> Iterator[Field]:
    referring = {column for key in relation.foreign_keys for column in key.columns}
    unique = {next(iter(key)) for key in relation.unique_sets if len(key) == 1}
    for column in relation.columns:
        is_key = column.name in relation.primary_key
        marks = (("PK", is_key), ("FK", column.name in referring), ("UK", column.name in unique and not is_key))
        yield Field(
            name=column.name,
            type=short_type(column.type),
            marks=tuple(mark for mark, holds in marks if holds),
            required=column.required,
        )


def _stub(name: Name, lines: tuple[Line, ...], reference: Reference) -> Card:
    """Return a card with the referenced columns alone; of a table that is not documented only their names are known."""
    wanted = {line.parent_field for line in lines if line.parent == name}
    relation = reference.relation(name)
    known = {field.name: field for field in _fields(relation)} if relation else {}
    unknown = {field: Field(name=field, type="", marks=(), required=True) for field in wanted}
    return Card(name=name, fields=tuple({**unknown, **known}[field] for field in sorted(wanted)), stub=True)
