"""A column with a volatile default on a big table: filled while others work, finished by the next run if need be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemactl import pipeline
from schemactl.apply.events import BatchCommitted, Event, GroupCommitted
from schemactl.errors import Blocked, SchemactlError
from schemactl.model.marks import FILLING
from schemactl.model.statement import Phase
from tests.online.changing import Changing, commands

Change = Callable[..., Changing]

LIVE = """
CREATE TABLE public.books (id integer PRIMARY KEY, title text);
INSERT INTO public.books SELECT n, 'title ' || n FROM generate_series(1, 500) AS n;
"""
COLUMN = "token uuid DEFAULT gen_random_uuid() NOT NULL"
DESIRED = f"CREATE TABLE public.books (id integer PRIMARY KEY, title text, {COLUMN});"
TOKENS = "SELECT count(DISTINCT token) FROM public.books"
STATE = "SELECT col_description('public.books'::regclass, 3)"


def test_column_is_added_and_filled(changing: Change) -> None:
    """Every row gets a value of its own, the table is never written anew, and nothing is left of the way there."""
    live = changing(LIVE)
    node = live.value("SELECT pg_relation_filenode('public.books')")
    plan = live.plan(DESIRED)
    assert not any(lock.rewritten for statement in plan.statements for lock in statement.locks)
    fills = [statement for statement in plan.statements if statement.batches]
    assert [fill.sql for fill in fills] == ["UPDATE public.books SET token = DEFAULT WHERE token IS NULL"]
    assert [lock.mode.words for lock in fills[0].locks] == ["ROW EXCLUSIVE"]
    assert live.apply(DESIRED).verified
    assert live.value("SELECT pg_relation_filenode('public.books')") == node
    assert live.value(TOKENS) == 500
    assert live.value(STATE) is None
    assert live.in_sync(DESIRED)


def test_declared_comment_takes_the_place_of_the_mark(changing: Change) -> None:
    """The comment that says what is left gives way to the declared one."""
    live = changing(LIVE)
    desired = f"{DESIRED} COMMENT ON COLUMN public.books.token IS 'for the link';"
    assert live.apply(desired).verified
    assert live.value(STATE) == "for the link"


DEFAULTS = {
    "chance": "float8 DEFAULT random()",
    "moment": "text DEFAULT clock_timestamp()::text",
    "number": "bigint DEFAULT nextval('public.numbers')",
    "own": "text DEFAULT public.made()",
}
PLAIN = {"constant": "integer DEFAULT 7", "once": "timestamptz DEFAULT now()"}


def test_volatile_defaults_are_found_by_trying(changing: Change) -> None:
    """What makes the server write a table anew, also what the plan makes itself; what is computed once stays plain."""
    made = (
        "CREATE SEQUENCE public.numbers; CREATE FUNCTION public.made() RETURNS text LANGUAGE sql VOLATILE"
        " RETURN 'x'::text || pg_catalog.random()::text;"
    )
    tables = {name: f"CREATE TABLE public.{name} (id integer" for name in DEFAULTS | PLAIN}
    live = changing(*(f"{table})" for table in tables.values()))
    live.run(*(f"INSERT INTO public.{name} SELECT generate_series(1, 200)" for name in tables))
    columns = ((table, (DEFAULTS | PLAIN)[name]) for name, table in tables.items())
    desired = made + "".join(f"{table}, v {column} NOT NULL);" for table, column in columns)
    plan = live.plan(desired)
    assert {statement.address.name for statement in plan.statements if statement.batches} == set(DEFAULTS)
    assert not [d for d in plan.diagnostics if d.code == "stays-plain"]
    assert live.apply(desired).verified
    assert [live.value(f"SELECT count(v) FROM public.{name}") for name in DEFAULTS] == [200] * len(DEFAULTS)


TOUCH = (
    "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    "CREATE TRIGGER touched BEFORE UPDATE ON public.guarded FOR EACH ROW EXECUTE FUNCTION public.touch();"
)
REASONS = {
    "guarded": (
        TOUCH,
        COLUMN,
        "the trigger touched would fire",
    ),
    "ruled": ("CREATE RULE noted AS ON UPDATE TO public.ruled DO ALSO NOTHING;", COLUMN, "the rule noted"),
    "checked": (
        "ALTER TABLE public.checked ADD CONSTRAINT few CHECK (id < 100) NOT VALID;",
        COLUMN,
        "the constraint few, which is not validated",
    ),
    "hidden": (
        "ALTER TABLE public.hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;",
        COLUMN,
        "hide rows from its owner",
    ),
    "optional": ("", "token uuid DEFAULT gen_random_uuid()", "token may be NULL"),
    "numbered": ("", "token bigint GENERATED ALWAYS AS IDENTITY NOT NULL", "the server computes them itself"),
    "computed": ("", "token integer GENERATED ALWAYS AS (id * 2) STORED NOT NULL", "the server computes them itself"),
    "typed": ("", "token public.key DEFAULT gen_random_uuid() NOT NULL", "has constraints"),
}


def test_reasons_to_stay_plain(changing: Change) -> None:
    """What a fill would do besides, or could not do, keeps the plain form, and is said."""
    domain = "CREATE DOMAIN public.key AS uuid CHECK (VALUE IS NOT NULL);"
    live = changing(domain, *(f"CREATE TABLE public.{name} (id integer)" for name in REASONS))
    live.run(*(f"INSERT INTO public.{name} VALUES (1), (2)" for name in REASONS))
    live.run(*(more for more, _, _ in REASONS.values() if more))
    desired = domain + "".join(
        f"CREATE TABLE public.{name} (id integer, {column});{more}" for name, (more, column, _) in REASONS.items()
    )
    plan = live.plan(desired)
    assert not any(statement.batches for statement in plan.statements)
    said = {d.address.name: d.message for d in plan.diagnostics if d.code == "stays-plain" and d.address}
    assert {name: reason in said.get(name, "") for name, (_, _, reason) in REASONS.items()} == dict.fromkeys(
        REASONS, True
    )
    assert live.apply(desired).verified


def test_partitions_are_filled(changing: Change) -> None:
    """Rows of partitions get their values where they are."""
    table = "CREATE TABLE public.parts (id integer) PARTITION BY RANGE (id);"
    parts = (
        "CREATE TABLE public.low PARTITION OF public.parts FOR VALUES FROM (0) TO (100);"
        "CREATE TABLE public.high PARTITION OF public.parts DEFAULT;"
    )
    live = changing(table, parts, "INSERT INTO public.parts SELECT n FROM generate_series(1, 300) AS n")
    desired = table.replace("id integer", f"id integer, {COLUMN}") + parts
    assert any(statement.batches for statement in live.plan(desired).statements)
    assert live.apply(desired).verified
    assert live.value("SELECT count(DISTINCT token) FROM public.parts") == 300


def stop_after(number: int) -> Callable[[Event], None]:
    """Return what ends a run after the n-th group was committed or batch done, counted from 1."""
    seen = 0

    def stop(event: Event) -> None:
        nonlocal seen
        if isinstance(event, BatchCommitted | GroupCommitted):
            seen += 1
            if seen == number:
                raise KeyboardInterrupt

    return stop


def test_interrupted_anywhere_the_next_run_goes_on(changing: Change) -> None:
    """After every second commit the run ends; the same command leads to the same end, and keeps what was done."""
    desired = f"{DESIRED} COMMENT ON COLUMN public.books.token IS 'for the link';"
    number, stopped = -1, True
    while stopped:
        number, stopped = number + 2, False
        live = changing(LIVE)
        try:
            live.apply(desired, stop_after(number))
        except SchemactlError:
            stopped = True
            live.run("INSERT INTO public.books (id, title) VALUES (1000, 'meanwhile')")
            live.run("CREATE SCHEMA other", "CREATE TABLE other.kept AS TABLE public.books")
            if not live.in_sync(desired):
                live.apply(desired)
        assert live.value(TOKENS) == 500 + stopped
        assert live.value(STATE) == "for the link"
        if stopped:
            lost = "SELECT count(*) FROM other.kept AS k JOIN public.books AS b USING (id) WHERE k.token <> b.token"
            assert live.value(lost) == 0
    assert number > 4


MARKED = (
    LIVE,
    "ALTER TABLE public.books ADD COLUMN token uuid",
    f"COMMENT ON COLUMN public.books.token IS '{FILLING}'",
    "ALTER TABLE public.books ALTER COLUMN token SET DEFAULT gen_random_uuid()",
)


def test_unfinished_fill_is_said(changing: Change) -> None:
    """A plan and a look for drift both say that a run was interrupted, and what goes on with it."""
    live = changing(*MARKED)
    plan = live.plan(DESIRED)
    assert [d.message for d in plan.diagnostics if d.code == "fill-unfinished"] == [
        "rows that are older than column public.books.token still have to get its default: a run was interrupted"
    ]
    drift = pipeline.drift(live.conninfo, live._file(DESIRED), live.settings, lambda _: None)
    assert "fill-unfinished" in {d.code for d in drift.diagnostics}
    sql = commands(plan)
    places = [next(i for i, text in enumerate(sql) if part in text) for part in ("SET token = DEFAULT", "IS NULL")]
    assert places == sorted(places)
    assert live.apply(DESIRED).verified
    assert live.value(TOKENS) == 500


def test_unfinished_fill_is_finished_by_an_early_phase(changing: Change) -> None:
    """A plan that leaves NOT NULL for later fills the rows before it takes the mark away."""
    live = changing(*MARKED)
    live.apply(DESIRED, phase=Phase.EXPAND)
    assert live.value(TOKENS) == 500


def test_mark_of_a_column_that_may_be_null_now(changing: Change) -> None:
    """Somebody changed the declaration meanwhile: the comment goes, and no row is touched."""
    live = changing(*MARKED)
    desired = DESIRED.replace(" NOT NULL", "").replace("id integer", "id integer NOT NULL")
    assert live.apply(desired).verified
    assert live.value(TOKENS) == 0
    assert live.value(STATE) is None


def test_table_that_cannot_be_updated_is_asked_for_first(changing: Change) -> None:
    """A published table without a key takes no UPDATE: nothing is changed."""
    live = changing("CREATE TABLE public.books (id integer, title text); INSERT INTO public.books VALUES (1, 'a')")
    live.run("CREATE PUBLICATION all_tables FOR ALL TABLES")
    desired = f"CREATE TABLE public.books (id integer, title text, {COLUMN});"
    with pytest.raises(Blocked, match="publish updates without a replica identity"):
        live.apply(desired)
    live.run("ALTER TABLE public.books REPLICA IDENTITY FULL")
    assert live.apply(f"{desired} ALTER TABLE public.books REPLICA IDENTITY FULL;").verified
