"""What is read from a database: every part of a table, and who may do what."""

from __future__ import annotations

import pytest

from schemactl.document.families import arrange
from schemactl.document.links import Links
from schemactl.document.reference import Argument, Name, Reference, Right, Shape
from schemactl.document.relation_section import relation_section
from schemactl.document.routine_section import routine_section, type_section
from schemactl.document.type_names import short_type
from tests.document.conftest import Read

SHOP = """
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'paid');
CREATE DOMAIN shop.money AS numeric(12, 2) NOT NULL CHECK (value >= 0);
CREATE TABLE shop.buyers (id int PRIMARY KEY, name varchar(20) NOT NULL);
CREATE FUNCTION shop.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE FUNCTION shop.total(buyer int, OUT total shop.money, since timestamptz DEFAULT now()) LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
CREATE TABLE shop.orders (
    id bigint GENERATED ALWAYS AS IDENTITY,
    buyer int NOT NULL REFERENCES shop.buyers ON DELETE CASCADE,
    state shop.state DEFAULT 'open',
    total shop.money,
    twice numeric GENERATED ALWAYS AS (total * 2) STORED,
    placed_at timestamptz NOT NULL,
    PRIMARY KEY (id, placed_at),
    CONSTRAINT big CHECK (total < 1000)
) PARTITION BY RANGE (placed_at);
COMMENT ON TABLE shop.orders IS 'What was sold.';
COMMENT ON CONSTRAINT big ON shop.orders IS 'Larger ones need a contract.';
CREATE TABLE shop.orders_2025 PARTITION OF shop.orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX recent ON shop.orders (buyer, placed_at DESC) INCLUDE (total) WHERE state = 'open';
CREATE TRIGGER stamped BEFORE UPDATE OF state ON shop.orders FOR EACH ROW WHEN (old.state = 'paid')
    EXECUTE FUNCTION shop.stamp();
ALTER TABLE shop.orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON shop.orders FOR SELECT TO authenticated USING (buyer = 1);
CREATE POLICY never ON shop.orders AS RESTRICTIVE FOR DELETE TO authenticated USING (false);
REVOKE ALL ON ALL TABLES IN SCHEMA shop FROM PUBLIC;
GRANT SELECT, UPDATE (state, total) ON shop.orders TO authenticated;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA shop FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shop.total TO authenticated;
CREATE VIEW shop.open WITH (security_invoker = true) AS SELECT id FROM shop.orders WHERE state = 'open';
CREATE MATERIALIZED VIEW shop.sums AS SELECT sum(total) AS total FROM shop.orders;
"""


@pytest.fixture
def shop(read: Read) -> Reference:
    """Return a database with a bit of everything."""
    return read(SHOP)


def section(shop: Reference, name: str) -> str:
    """Return what the page says about a relation."""
    documented = arrange(shop)
    relation = shop.relation(Name("shop", name))
    assert relation is not None
    return relation_section(relation, Links(documented, "other/shop"))


def test_every_part_of_a_table_is_read(shop: Reference) -> None:
    """Columns, keys, checks, references, indexes, policies, rights, triggers and partitions are all there."""
    orders = shop.relation(Name("shop", "orders"))
    assert orders is not None
    assert orders.shape is Shape.PARTITIONED
    assert orders.primary_key == ("id", "placed_at")
    assert [(c.name, c.required, c.identity, bool(c.generated)) for c in orders.columns][:2] == [
        ("id", True, "always", False),
        ("buyer", True, "", False),
    ]
    assert [key.target for key in orders.foreign_keys] == [Name("shop", "buyers")]
    assert [(i.name, i.columns, i.include) for i in orders.indexes] == [
        ("recent", ("buyer", "placed_at DESC"), ("total",))
    ]
    assert {p.name: (p.command, p.permissive) for p in orders.policies} == {
        "own": ("SELECT", True),
        "never": ("DELETE", False),
    }
    assert orders.rights == (
        Right("authenticated", "SELECT"),
        Right("authenticated", "UPDATE", "state"),
        Right("authenticated", "UPDATE", "total"),
    )
    assert [part.name.name for part in shop.partitions(orders.name)] == ["orders_2025"]
    assert shop.partitions(orders.name)[0].indexes == (), "what a partition has from its table is not repeated"


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("What was sold.", id="its comment"),
        pytest.param("Partitioned by `RANGE (placed_at)`: 1 partition", id="how it is cut"),
        pytest.param("| `id` | `bigint` | yes | numbered (always) | **key (part)** |", id="an identity column"),
        pytest.param("computed: `total::numeric * 2::numeric`", id="a generated column"),
        pytest.param(
            "| check | `total::numeric < 1000::numeric` | `big` | Larger ones need a contract. |", id="a check"
        ),
        pytest.param("cascade", id="what happens to orders of a deleted buyer"),
        pytest.param("`buyer`, `placed_at DESC` including `total`", id="an index"),
        pytest.param("| `authenticated` | read | where `buyer = 1` | `own` |", id="which rows may be read"),
        pytest.param("| `authenticated` | delete only | no rows | `never` |", id="a restrictive policy"),
        pytest.param("| `authenticated` | select | update: `state`, `total` |", id="rights on columns"),
        pytest.param("before update of `state`, for each row, if `old.state = 'paid'::shop.state`", id="a trigger"),
    ],
)
def test_a_table_is_told_in_words(shop: Reference, sentence: str) -> None:
    """The page says it in words a reader of the schema understands."""
    assert sentence in section(shop, "orders")


def test_a_table_names_who_refers_to_it(shop: Reference) -> None:
    """Incoming references are named once, not once per partition."""
    assert section(shop, "buyers").count("(`buyer`), on delete cascade") == 1


def test_a_view_says_with_whose_rights_it_reads(shop: Reference) -> None:
    """The difference between a view of its owner and one of the caller is what row security stands and falls with."""
    assert "with the rights and the row security of whoever asks" in section(shop, "open")
    assert "A materialized view." in section(shop, "sums")
    assert "sum(" in section(shop, "sums")


def test_a_function_says_who_may_call_it_and_with_whose_rights(shop: Reference) -> None:
    """Signature, result, rights and arguments are told."""
    routines = {routine.name.name: routine for routine in shop.routines}
    links = Links(arrange(shop), "other/shop")
    total = routine_section(routines["total"], links)
    assert routines["total"].arguments[0] == Argument(name="buyer", type="integer")
    assert "### `shop.total(integer, timestamp with time zone)`" in total
    assert "Who may call it: `authenticated`" in total
    assert "**its owner's rights** (`SECURITY DEFINER`); stable" in total
    assert "| `since` | `timestamptz` | an argument | `now()` |" in total
    assert "nobody; triggers run it" in routine_section(routines["stamp"], links)


def test_types_are_told(shop: Reference) -> None:
    """Enums show their labels, domains what they stand on."""
    links = Links(arrange(shop), "other/shop")
    texts = {one.name.name: type_section(one, links) for one in shop.types}
    assert "An enum: `open`, `paid`" in texts["state"]
    assert "A domain over `numeric(12,2)`, not null" in texts["money"]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("timestamp with time zone", "timestamptz"),
        ("timestamp(3) with time zone", "timestamptz(3)"),
        ("timestamp without time zone[]", "timestamp[]"),
        ("character varying(20)", "varchar(20)"),
        ("double precision", "float8"),
        ("shop.timestamp with time zone", "shop.timestamp with time zone"),
        ("integer", "integer"),
    ],
)
def test_types_are_shortened(long: str, short: str) -> None:
    """Only PostgreSQL's own aliases are used, and only for its own types."""
    assert short_type(long) == short
