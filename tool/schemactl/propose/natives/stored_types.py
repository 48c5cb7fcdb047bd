"""What is stored of a type: the columns that hold its values, and what must hold for these before it changes.

A value may stand in a column as such, in an array, under a domain or in an attribute of another composite type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import ROW_LIMIT, RowQuestion
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.sides import Sides


def columns(sides: Sides, live: Entry) -> list[tuple[Row, Row]]:
    """Return the columns that hold values of a type, each with the type it has; what a parent brings is left out."""
    return [
        (member, user)
        for member in sides.clone.ask("type_family", oid=live.oid)
        for user in sides.clone.ask("type_users", oid=member["oid"])
        if not user["inherited"]
    ]


def losses(sides: Sides, live: Entry, attribute: str) -> tuple[str, ...]:
    """Return the columns whose values lose a part when an attribute is dropped: of a table of the type, all of one."""
    stored = [f"{user['schema']}.{user['relation']}.{user['column']}" for _, user in columns(sides, live)]
    family = sides.clone.ask("type_family", oid=live.oid)
    typed = [table for member in family if member["oid"] == live.oid for table in member["typed_tables"]]
    return (*stored, *(f"{schema}.{name}.{attribute}" for schema, name in typed))


def labels_in_use(sides: Sides, live: Entry, labels: Sequence[str]) -> RowQuestion | None:
    """Return the question how many rows hold values that an enum is to lose; None when nothing could."""
    array = f"ARRAY[{', '.join(literal(label).strip() for label in labels)}]::text[]"

    def holds(user: Row) -> str:
        column = identifier(user["column"])
        return f"{column}::text[] && {array}" if user["is_array"] else f"{column}::text = ANY ({array})"

    return (
        _question(sides, live, "ed", holds, f"hold {', '.join(labels)}, which {_name(live)} is to lose")
        if labels
        else None
    )


def nulls(sides: Sides, live: Entry) -> RowQuestion | None:
    """Return the question how many rows hold NULL of a domain that is to be NOT NULL; None when nothing could."""

    def holds(user: Row) -> str:
        return "false" if user["is_array"] else f"{identifier(user['column'])} IS NOT DISTINCT FROM NULL"

    return _question(sides, live, "d", holds, f"hold NULL of {_name(live)}, which is to be NOT NULL")


def _name(live: Entry) -> str:
    return qualified(live.address.schema, live.address.name)


def _question(
    sides: Sides, live: Entry, kinds: str, condition: Callable[[Row], str], message: str
) -> RowQuestion | None:
    users = [user for member, user in columns(sides, live) if member["kind"] in kinds]
    found = [
        f"(SELECT FROM {qualified(user['schema'], user['relation'])} WHERE {condition(user)} LIMIT {ROW_LIMIT})"
        for user in users
    ]
    if not found:
        return None
    return RowQuestion(
        sql=f"SELECT count(*) FROM ({' UNION ALL '.join(found)}) AS found",
        message=f"{{count}} rows {message}",
        reads=tuple(_reads(users)),
    )


def _reads(users: Sequence[Row]) -> Iterator[tuple[Address, str]]:
    for user in users:
        table = Address("TABLE", user["schema"], user["relation"])
        yield from ((table, ""), (table, user["column"]))
