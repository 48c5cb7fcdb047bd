"""Hostile names in Python declarations: every word users write quotes them, and the result is in sync with itself."""

from __future__ import annotations

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Identity, Index, Integer, MetaData, Table, Text, UniqueConstraint

from schemactl import (
    Comment,
    CompositeType,
    DefaultPrivileges,
    Domain,
    Enum,
    Function,
    Grant,
    MaterializedView,
    Policy,
    Publication,
    RowSecurity,
    Schema,
    Sequence,
    Statistics,
    Trigger,
    View,
)
from schemactl.declare.materialise import materialise
from schemactl.declare.target import collect
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier, literal, qualified
from tests.fixtures.oracle import Expectation, Oracle
from tests.names.words import TELLING, Name

NAMED = {
    "pg_namespace": "nspname", "pg_class": "relname", "pg_attribute": "attname", "pg_type": "typname",
    "pg_proc": "proname", "pg_trigger": "tgname", "pg_policy": "polname", "pg_constraint": "conname",
    "pg_enum": "enumlabel", "pg_statistic_ext": "stxname", "pg_publication": "pubname",
}  # fmt: skip
"""Catalogs that must hold the name afterwards, to the letter."""


def declared(name: str) -> MetaData:
    """Return one of everything that has a word of its own, all of that name, for a role of that name."""
    metadata = MetaData()
    grants = [Grant("select", to=name)]
    for space in ("types", "domains", "composites", "views", "matviews", "sequences", "indexed"):
        Schema(space, metadata)
    Schema(name, metadata, comment=name, owner=name, grants=[Grant("usage", to=name)])
    mood = Enum(name, ["a", name], metadata, schema="types", comment=name)
    check = f"VALUE <> {literal(name)}"
    Domain(name, Text, metadata, schema="domains", check=check, constraint_name=name, comment=name)
    CompositeType(name, {name: Integer}, metadata, schema="composites")
    Sequence(name, metadata, schema="sequences", comment=name, grants=[Grant("usage", to=name)])
    body = "RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
    touch = Function(name, metadata, schema=name, sql=f"CREATE FUNCTION {qualified(name, name)}() {body}", comment=name)
    table = Table(
        name,
        metadata,
        Column(name, Integer, Identity(), primary_key=True, comment=name),
        Column("mood", mood.type, server_default=name),
        Column("plain", Text, server_default=name),
        UniqueConstraint("plain", name=name[1:]),
        Comment(name[1:], name),
        Trigger(name, when="before update", of=[name], function=touch, arguments=[name], comment=name),
        Policy(name, to=name, using=f"plain = {literal(name)}", comment=name),
        Grant("update", to=name, columns=[name]),
        Statistics(name, ["mcv"], [name, "plain"], comment=name),
        RowSecurity(),
        schema=name,
        comment=name,
    )
    Table(
        "t",
        metadata,
        Column(name, Integer),
        Index(name, name),
        ForeignKeyConstraint([name], [table.c[name]], name=name),
        schema="indexed",
    )
    query = f"SELECT {identifier(name)} FROM {qualified(name, name)}"
    View(name, metadata, query, schema="views", comment=name, column_comments={name: name}, grants=grants, owner=name)
    MaterializedView(name, metadata, query, schema="matviews", indexes=[Index("i", name)], grants=grants)
    DefaultPrivileges(metadata, schema=name, role=name, objects="tables", grants=grants)
    Publication(name, metadata, tables=[table], schemas=["indexed"], comment=name)
    return metadata


@pytest.mark.parametrize("name", TELLING, ids=lambda name: name.title)
def test_a_declared_name_is_quoted_by_every_word(name: Name, oracle: Oracle) -> None:
    """The catalogs hold the name as it was written, and a plan from nothing ends where the declarations do."""
    oracle.make_roles(name.text)
    with oracle.database() as model, oracle.database() as live:
        with connect(model) as connection:
            materialise(collect([declared(name.text)]).declarations, connection)
            for catalog, column in NAMED.items():
                query = f"SELECT count(*) FROM pg_catalog.{catalog} WHERE {column} = %s"
                row = connection.execute(query, [name.text]).fetchone()
                assert row is not None
                assert row[0], catalog
        desired = oracle.look(model)
        assert oracle.check(live, oracle.look(live), desired, Expectation()) is not None
