"""What is stored of a type: the columns that hold its values, and what must hold for these before it changes.

A value may stand in a column as such, in an array, under a domain or in an attribute of another composite type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schemactl.model.entry import Entry
from schemactl.model.statement import RowQuestion
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.misfits import with_value
from schemactl.propose.row_questions import RowsOf, ask_rows
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
    return (*stored, *(f"{schema}.{name}.{attribute}" for schema, name in typed_tables(sides, live)))


def typed_tables(sides: Sides, live: Entry) -> list[tuple[str, str]]:
    """Return schema and name of the tables of a composite type (CREATE TABLE ... OF)."""
    family = sides.clone.ask("type_family", oid=live.oid)
    return [tuple(table) for member in family if member["oid"] == live.oid for table in member["typed_tables"]]


def is_materialized(sides: Sides, live: Entry) -> bool:
    """Return whether a materialized view holds values of a type, which only its query can compute again."""
    family = [member["oid"] for member in sides.clone.ask("type_family", oid=live.oid)]
    return any(row["materialized"] for row in sides.clone.ask_for("materialized_values", family))


def labels_in_use(sides: Sides, live: Entry, labels: Sequence[str]) -> RowQuestion | None:
    """Return the question how many rows hold values that an enum is to lose; None when nothing could."""
    array = f"ARRAY[{', '.join(literal(label).strip() for label in labels)}]::text[]"

    def holds(user: Row) -> str:
        column = f"r.{identifier(user['column'])}"
        return f"{column}::text[] && {array}" if user["is_array"] else f"{column}::text = ANY ({array})"

    message = f"hold {', '.join(labels)}, which {_name(live)} is to lose"
    return _question(_users(sides, live, "ed"), holds, message) if labels else None


def nulls(sides: Sides, live: Entry) -> RowQuestion | None:
    """Return the question how many rows hold NULL of a domain that is to be NOT NULL; None when nothing could."""

    def holds(user: Row) -> str:
        return "false" if user["is_array"] else f"r.{identifier(user['column'])} IS NOT DISTINCT FROM NULL"

    return _question(_users(sides, live, "d"), holds, f"hold NULL of {_name(live)}, which is to be NOT NULL")


def broken(sides: Sides, live: Entry, desired: int, name: str) -> RowQuestion | None:
    """Return the question how many rows break a check that a domain is to have; None when nothing could.

    Args:
        sides: Both databases. `live`: the domain. `desired`: its oid in the desired database.
        name: The check's. One that uses what the live database may not have yet cannot be asked about.
    """
    checks = [row for row in sides.desired.ask("domain_checks", oid=desired) if row["name"] == name]
    if not checks or not checks[0]["built_in"]:
        return None

    def breaks(user: Row) -> str:
        column = f"r.{identifier(user['column'])}"
        return f"NOT ({with_value(checks[0]['condition'], column)})"

    users = [user for member, user in columns(sides, live) if member["oid"] == live.oid and not user["is_array"]]
    return _question(users, breaks, f"break {identifier(name)} of {_name(live)}")


def _name(live: Entry) -> str:
    return qualified(live.address.schema, live.address.name)


def _users(sides: Sides, live: Entry, kinds: str) -> list[Row]:
    return [user for member, user in columns(sides, live) if member["kind"] in kinds]


def _question(users: Sequence[Row], condition: Callable[[Row], str], message: str) -> RowQuestion | None:
    sources = [
        RowsOf(
            schema=user["schema"],
            relation=user["relation"],
            columns=(user["column"],),
            condition=condition(user),
        )
        for user in users
    ]
    return ask_rows(sources, f"{{count}} rows {message}") if sources else None
