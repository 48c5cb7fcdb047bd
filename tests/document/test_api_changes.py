"""What breaks for callers: found by comparing two databases, with the replacement the intents name."""

from __future__ import annotations

import pytest

from schemactl.document.api_changes import ApiChanges, compare_apis
from schemactl.document.api_page import api_page
from schemactl.document.calls import Calls
from schemactl.document.families import arrange
from schemactl.document.links import Links
from schemactl.document.reference import Argument, Name, Routine
from schemactl.model.declaration import SourceLocation
from schemactl.model.intent import Backfill, Intent, MergedFrom, MovedFrom, RenamedColumn
from tests.document.conftest import Read

HERE = SourceLocation("schema/shop.py", 1)

MOVED = MovedFrom(kind="TABLE", old_schema="public", old_name="orders", schema="shop", name="orders", source=HERE)
RENAMED = RenamedColumn(schema="public", table="orders", old_name="customer", name="buyer", source=HERE)
FILLED = Backfill(
    schema="public", table="orders", column="cents", value="total * 100", only_when="", needs=("total",), source=HERE
)
MERGED = MergedFrom(
    schema="public",
    table="books",
    source_schema="public",
    source_table="documents",
    key=("id",),
    columns={"bytes": "size::bigint"},
    fill=(),
    combine={},
    reject_when={"too large": "size > 10"},
    quarantine_schema="quarantine",
    quarantine_table="documents",
    source=HERE,
)
FUNCTION = "CREATE FUNCTION public.f({}) RETURNS {} LANGUAGE sql AS $$ SELECT NULL::{} $$;"


def function(arguments: str, result: str = "integer") -> str:
    """Return the command that makes a function."""
    return FUNCTION.format(arguments, result, result)


def facts(changes: ApiChanges) -> list[str]:
    """Return all changes as short texts."""
    return [
        *(f"moved {one.old.schema}.{one.old.name} {one.new.schema}.{one.new.name}" for one in changes.moved),
        *(f"merged {one.old.name} {one.new.name}" for one in changes.merged),
        *(f"removed {one.name.name}" for one in changes.removed),
        *(f"{one.relation.name}.{one.column} {one.what} {one.after}".strip() for one in changes.columns),
        *(f"rule on {one.relation.name}" for one in changes.refused),
        *(f"secured {name.name}" for name in changes.secured),
        *(f"{one.role} {one.privilege} {one.relation.name} {','.join(one.kept)}".strip() for one in changes.lost),
        *(f"{one.old.name.name}: {'; '.join(one.what)} -> {len(one.now)}" for one in changes.routines),
        *(f"{role} may not call {routine.name.name}" for role, routine in changes.uncallable),
    ]


ORDERS = "CREATE TABLE public.orders (id int);"


@pytest.mark.parametrize(
    ("before", "after", "intents", "expected"),
    [
        pytest.param(ORDERS, ORDERS, (), [], id="nothing changes"),
        pytest.param(ORDERS, "", (), ["removed orders"], id="a table goes"),
        pytest.param(
            ORDERS,
            "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int);",
            (),
            ["removed orders"],
            id="a table of the same name elsewhere is not taken for it without an intent",
        ),
        pytest.param(
            ORDERS,
            "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int);",
            (MOVED,),
            ["moved public.orders shop.orders"],
            id="a table moves",
        ),
        pytest.param(
            "CREATE TABLE public.documents (id int, size int); CREATE TABLE public.books (id int, bytes bigint);",
            "CREATE TABLE public.books (id int, bytes bigint);",
            (MERGED,),
            ["merged documents books"],
            id="a table becomes part of another",
        ),
        pytest.param(
            "CREATE TABLE public.orders (customer text, note text, total int, kind text DEFAULT 'x');",
            "CREATE TABLE public.orders (buyer text, total bigint NOT NULL, kind text NOT NULL DEFAULT 'x', "
            "day date NOT NULL, hour int NOT NULL DEFAULT 1);",
            (RENAMED,),
            [
                "orders.customer renamed buyer",
                "orders.note removed",
                "orders.total another type, was integer bigint",
                "orders.total must be given in new rows",
                "orders.kind null is refused",
                "orders.day new, and rows must have it",
            ],
            id="columns change in every way",
        ),
        pytest.param(
            "CREATE TABLE public.orders (total int);",
            "CREATE TABLE public.orders (cents int);",
            (FILLED,),
            ["orders.total removed cents"],
            id="a column goes whose values another one gets",
        ),
        pytest.param(
            "CREATE TABLE public.orders (id int CONSTRAINT a CHECK (id > 0));",
            "CREATE TABLE public.orders (id int CONSTRAINT b CHECK (id > 0) CHECK (id < 9) UNIQUE);",
            (),
            ["rule on orders", "rule on orders"],
            id="rules are new by what they say, not by their name",
        ),
        pytest.param(
            ORDERS,
            ORDERS + "ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;",
            (),
            ["secured orders"],
            id="security",
        ),
        pytest.param(
            ORDERS + "GRANT SELECT, UPDATE, TRUNCATE ON public.orders TO anon;",
            ORDERS + "GRANT UPDATE (id) ON public.orders TO anon;",
            (),
            ["anon SELECT orders", "anon UPDATE orders id"],
            id="rights go, some stay for single columns, and what no API can do is left out",
        ),
        pytest.param(function("a int"), function("a int, b int"), (), ["f: removed -> 1"], id="other arguments"),
        pytest.param(function("a int"), "", (), ["f: removed -> 0"], id="a function goes"),
        pytest.param(
            function("a int, b int DEFAULT 1"),
            function("x int, b int", "bigint"),
            (),
            ["f: another result; argument a is called x; argument b must be given -> 1"],
            id="a function with the same types that is called otherwise",
        ),
        pytest.param(
            function("a int"),
            function("a int")
            + "REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.f TO anon;"
            "CREATE TABLE public.x (); GRANT SELECT ON public.x TO authenticated;",
            (),
            [],
            id="a role nobody granted anything before loses nothing that can be named",
        ),
        pytest.param(
            function("a int") + "GRANT EXECUTE ON FUNCTION public.f TO authenticated;",
            function("a int")
            + "REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC; GRANT EXECUTE ON FUNCTION public.f TO anon;",
            (),
            ["authenticated may not call f"],
            id="a function a role may call no more",
        ),
        pytest.param(
            "CREATE FUNCTION public.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
            "",
            (),
            [],
            id="what only triggers run is nobody's business",
        ),
    ],
)
def test_what_breaks_is_named(
    read: Read, before: str, after: str, intents: tuple[Intent, ...], expected: list[str]
) -> None:
    """Each change that a caller notices is found, and none that they do not."""
    assert facts(compare_apis(read(before), read(after), intents)) == expected


def page(read: Read, before: str, after: str, *intents: Intent, supabase: bool = True) -> str:
    """Return the page about a change."""
    desired = read(after)
    links = Links(arrange(desired), "index")
    return api_page(compare_apis(read(before), desired, intents), links, Calls(supabase=supabase))


def test_the_page_shows_the_call_before_and_after(read: Read) -> None:
    """A caller of a moved table finds the new call, and what the API's settings need."""
    text = page(read, ORDERS, "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int);", MOVED)
    assert (
        "// before\nsupabase.from('orders').select()\n// after\nsupabase.schema('shop').from('orders').select()" in text
    )
    assert "`Accept-Profile: shop` to read" in text
    assert "[`shop.orders`](other/shop.md#shop.orders)" in text


def test_without_supabase_the_calls_are_sql(read: Read) -> None:
    """Callers of a plain PostgreSQL see SQL."""
    text = page(read, ORDERS, "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int);", MOVED, supabase=False)
    assert "-- before\nSELECT * FROM public.orders;\n-- after\nSELECT * FROM shop.orders;" in text
    assert "Profile" not in text


def test_the_page_tells_where_merged_rows_are(read: Read) -> None:
    """Which column has which value now, what exists no more under its name, and what was not carried over."""
    before = "CREATE TABLE public.documents (id int, size int); CREATE TABLE public.books (id int, bytes bigint);"
    text = page(read, before, "CREATE TABLE public.books (id int, bytes bigint);", MERGED)
    assert "| `id` | as it was |\n| `bytes` | `size::bigint` |" in text
    assert "exist under their name no more: `size`" in text
    assert "kept in `quarantine.documents` instead:\n\n- too large: `size > 10`" in text


def test_a_role_without_any_right_is_told_once(read: Read) -> None:
    """Instead of a list of all tables and functions."""
    before = (
        ORDERS + function("a int") + "GRANT ALL ON public.orders TO anon; GRANT EXECUTE ON FUNCTION public.f TO anon;"
    )
    text = page(read, before, ORDERS + function("a int") + "REVOKE EXECUTE ON FUNCTION public.f FROM PUBLIC;")
    assert "`anon`: every function" in text
    assert "| `anon` | select, insert, update, delete | every table and view |" in text


def test_nothing_changed_is_said(read: Read) -> None:
    """A page without a change says so."""
    assert "Nothing that callers use changes." in page(read, ORDERS, ORDERS)


def routine(name: str, *arguments: Argument) -> Routine:
    """Return a function in the schema public."""
    return Routine(
        kind="function",
        name=Name("public", name),
        arguments=arguments,
        result="integer",
        language="sql",
        volatility="stable",
        parallel="safe",
        definer=False,
        strict=False,
        for_triggers=False,
        executors=(),
    )


@pytest.mark.parametrize(
    ("called", "call"),
    [
        pytest.param(routine("f"), "supabase.rpc('f')", id="without arguments"),
        pytest.param(
            routine("f", Argument(name="book_id", type="uuid"), Argument(name="page", type="integer", default="1")),
            "supabase.rpc('f', { book_id: bookId })",
            id="only with what has to be passed",
        ),
        pytest.param(
            routine("it's", Argument(name="a b", type="text")),
            'supabase.rpc("it\'s", { "a b": value })',
            id="with names that JavaScript has to quote",
        ),
    ],
)
def test_a_call_is_written_as_callers_do(called: Routine, call: str) -> None:
    """With supabase-js, argument by name."""
    assert Calls(supabase=True).call(called) == call
