"""Reading a built database into a `Reference`: the wet end of this room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from schemactl.document.reference import (
    Argument,
    Column,
    Constraint,
    ForeignKey,
    Index,
    Name,
    NamedType,
    Namespace,
    Policy,
    Reference,
    Relation,
    Right,
    Routine,
    Shape,
    Trigger,
)
from schemactl.postgres.queries import Row, ask, namespaces

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_SHAPES = {
    "r": Shape.TABLE,
    "p": Shape.PARTITIONED,
    "f": Shape.FOREIGN,
    "v": Shape.VIEW,
    "m": Shape.MATERIALIZED,
}
_CONSTRAINTS = {"p": "primary key", "u": "unique", "c": "check", "x": "exclusion"}


def read_reference(connection: psycopg.Connection[TupleRow], schemas: Iterable[str] | None) -> Reference:
    """Return what the documented schemas of a database hold.

    Args:
        connection: A superuser's session with pinned settings. Nothing is changed.
        schemas: Documented schemas; None for all that are not PostgreSQL's own.
    """
    names = sorted(schemas) if schemas is not None else namespaces(connection)

    def read(query: str) -> list[Row]:
        return ask(connection, "document", query, schemas=names)

    triggers = [_trigger(row) for row in read("triggers")]
    relations = _relations(read("relations"), {part: _by_relation(read(part)) for part in _PARTS}, triggers)
    documented = {relation.name for relation in relations}
    return Reference(
        namespaces=tuple(
            Namespace(name=row["schema"], comment=row["comment"], rights=_rights(row)) for row in read("schemas")
        ),
        relations=relations,
        routines=tuple(_routine(row) for row in read("routines")),
        types=tuple(_type(row) for row in read("types")),
        foreign_triggers=tuple(trigger for trigger in triggers if trigger.relation not in documented),
        extensions=tuple((row["name"], row["schema"]) for row in read("extensions")),
    )


_PARTS = ("columns", "constraints", "indexes", "policies")


def _by_relation(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["relation"]].append(row)
    return found


def _relations(
    rows: Iterable[Row], parts: Mapping[str, Mapping[int, Sequence[Row]]], triggers: Iterable[Trigger]
) -> tuple[Relation, ...]:
    by_name: dict[Name, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        by_name[trigger.relation].append(trigger)
    return tuple(
        _relation(row, {part: found.get(row["oid"], ()) for part, found in parts.items()}, by_name) for row in rows
    )


def _relation(row: Row, parts: Mapping[str, Sequence[Row]], triggers: Mapping[Name, Sequence[Trigger]]) -> Relation:
    name = Name(row["schema"], row["name"])
    constraints = parts["constraints"]
    return Relation(
        shape=_SHAPES[row["kind"]],
        name=name,
        comment=row["comment"],
        columns=tuple(_column(column) for column in parts["columns"]),
        constraints=tuple(_constraint(one) for one in constraints if one["kind"] in _CONSTRAINTS),
        foreign_keys=tuple(_foreign_key(one) for one in constraints if one["kind"] == "f"),
        indexes=tuple(_index(one) for one in parts["indexes"]),
        policies=tuple(_policy(one) for one in parts["policies"]),
        triggers=tuple(triggers.get(name, ())),
        rights=_rights(row),
        row_security=row["row_security"],
        forced=row["forced"],
        unlogged=row["unlogged"],
        invoker=row["invoker"],
        query=row["query"],
        partition_key=row["partition_key"],
        parent=Name(row["parent_schema"], row["parent_name"]) if row["parent_name"] else None,
        bound=row["bound"],
    )


def _column(row: Row) -> Column:
    return Column(
        name=row["name"],
        type=row["type"],
        required=row["required"],
        default=row["default"],
        generated=row["generated"],
        identity=row["identity"],
        comment=row["comment"],
    )


def _constraint(row: Row) -> Constraint:
    return Constraint(
        kind=_CONSTRAINTS[row["kind"]],
        name=row["name"],
        columns=tuple(row["columns"]),
        definition=row["definition"],
        comment=row["comment"],
    )


def _foreign_key(row: Row) -> ForeignKey:
    return ForeignKey(
        name=row["name"],
        columns=tuple(row["columns"]),
        target=Name(row["target_schema"], row["target_name"]),
        target_columns=tuple(row["target_columns"]),
        on_delete=row["on_delete"],
        on_update=row["on_update"],
        comment=row["comment"],
    )


def _index(row: Row) -> Index:
    return Index(
        name=row["name"],
        unique=row["unique"],
        method=row["method"],
        columns=tuple(row["columns"]),
        include=tuple(row["include"]),
        predicate=row["predicate"],
        comment=row["comment"],
    )


def _policy(row: Row) -> Policy:
    return Policy(
        name=row["name"],
        command=row["command"],
        permissive=row["permissive"],
        roles=tuple(row["roles"]),
        using=row["using"],
        check=row["check"],
        comment=row["comment"],
    )


def _trigger(row: Row) -> Trigger:
    return Trigger(
        relation=Name(row["schema"], row["relation"]),
        name=row["name"],
        timing=row["timing"],
        events=tuple(row["events"]),
        columns=tuple(row["columns"]),
        each_row=row["each_row"],
        conditional=row["conditional"],
        definition=row["definition"],
        function=Name(row["function_schema"], row["function_name"]),
        comment=row["comment"],
    )


def _routine(row: Row) -> Routine:
    return Routine(
        kind=row["kind"],
        name=Name(row["schema"], row["name"]),
        arguments=tuple(
            Argument(name=name, type=kind, mode=mode, default=default) for name, kind, mode, default in row["arguments"]
        ),
        result=row["result"],
        language=row["language"],
        volatility=row["volatility"],
        parallel=row["parallel"],
        definer=row["definer"],
        strict=row["strict"],
        for_triggers=row["for_triggers"],
        executors=tuple(row["executors"]),
        comment=row["comment"],
    )


def _type(row: Row) -> NamedType:
    return NamedType(
        kind=row["kind"],
        name=Name(row["schema"], row["name"]),
        labels=tuple(row["labels"]),
        base=row["base"],
        default=row["default"],
        required=row["required"],
        checks=tuple(row["checks"]),
        attributes=tuple(row["attributes"]),
        comment=row["comment"],
    )


def _rights(row: Row) -> tuple[Right, ...]:
    return tuple(Right(role, privilege, column) for role, privilege, column in row["rights"])
