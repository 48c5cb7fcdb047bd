"""Realistic schemas of any size, written as a target package: what `schemactl diff` meets in daily use.

Every table has eight columns, a primary key, a foreign key, two or three indexes, a policy and a trigger; every fourth
one has a view. Ten tables share a module, as families of tables do.
"""

from __future__ import annotations

from pathlib import Path

_TABLES_PER_MODULE = 10
_BASE = '''"""What all families of tables share."""

from sqlalchemy import MetaData

from schemactl import Function, Grant, Role, Schema

metadata = MetaData(schema="app")
Schema("app", metadata, grants=[Grant("usage", to=["reader"])])
Role("reader", metadata)
touch = Function(
    "touch_updated_at",
    metadata,
    schema="app",
    sql="""CREATE FUNCTION app.touch_updated_at() RETURNS trigger LANGUAGE plpgsql SET search_path = \'\' AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$""",
)
'''
_HEAD = '''"""One family of tables."""

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Numeric, Table, Text, text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

from {package}.base import metadata, touch
from schemactl import Policy, RowSecurity, Trigger, View
'''
_TABLE = """
{name} = Table(
    "{name}",
    metadata,
    Column("id", UUID, server_default=text("gen_random_uuid()"), primary_key=True),
    Column("owner_id", UUID, nullable=False),
    Column("parent_id", UUID, ForeignKey("app.{parent}.id", ondelete="CASCADE")),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False, server_default=text("'new'")),
    Column("amount", Numeric(12, 2), server_default=text("0")),
    Column("payload", JSONB, nullable=False, server_default=text("'{{}}'::jsonb")),
    Column("updated_at", TIMESTAMP(timezone=True), nullable=False, server_default=text("now()")),{added}
    CheckConstraint("state IN ('new', 'open', 'done')", name="{name}_state_check"),
    Index("{name}_owner_id_idx", "owner_id"),
    Index("{name}_parent_id_idx", "parent_id"),{index}
    RowSecurity(),
    Policy("own {name}", to="reader", command="select", using="owner_id = current_setting('app.user')::uuid"),
    Trigger("{name}_touch", when="before update", each="row", function=touch),
    comment="Things of kind {number}.",
)
"""
_THIRD_INDEX = """
    Index("{name}_open_idx", text("updated_at DESC"), postgresql_where=text("state = 'open'")),"""
_ADDED = """
    Column("weight", BigInteger, server_default=text("0")),"""
_VIEW = """
View(
    "{name}_open",
    metadata,
    "SELECT id, title, amount FROM app.{name} WHERE state = 'open'",
    schema="app",
    security_invoker=True,
)
"""


def write_target(folder: Path, package: str, tables: int, *, added_column: bool = False) -> None:
    """Write a target package below a folder.

    Args:
        folder: Where the package goes. `package`: its name.
        tables: How many tables it declares.
        added_column: Whether one table in the middle has one more column, in its last place.
    """
    home = folder / package
    home.mkdir(parents=True)
    (home / "__init__.py").write_text('"""Tables for the benchmark."""\n', encoding="utf-8")
    (home / "base.py").write_text(_BASE, encoding="utf-8")
    changed = tables // 2 if added_column else -1
    for first in range(0, tables, _TABLES_PER_MODULE):
        numbers = range(first, min(first + _TABLES_PER_MODULE, tables))
        text = _HEAD.format(package=package) + "".join(_table(number, changed=number == changed) for number in numbers)
        (home / f"family_{first // _TABLES_PER_MODULE:03}.py").write_text(text, encoding="utf-8")


def _table(number: int, *, changed: bool) -> str:
    """Return the text for one table, and for its view if it has one. Tables form small trees of four."""
    name = f"thing_{number:04}"
    text = _TABLE.format(
        name=name,
        number=number,
        parent=f"thing_{number - number % 4:04}",
        added=_ADDED if changed else "",
        index=_THIRD_INDEX.format(name=name) if number % 2 else "",
    )
    return text + (_VIEW.format(name=name) if number % 4 == 1 else "")
