"""A wider type for a column of a big table: a copy takes its place, whatever leans on it, wherever a run is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemactl.apply.events import Event, GroupCommitted
from schemactl.errors import SchemactlError
from schemactl.model.marks import SHADOW
from schemactl.online.words import on_another_column
from schemactl.postgres.connect import connect
from schemactl.propose.conversions import rounds, widens
from tests.online.changing import Changing, commands
from tests.online.test_filling import stop_after

Change = Callable[..., Changing]

BOOKS = """
CREATE TABLE public.books (
    id {0} GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text, pages {0} DEFAULT 5 CHECK (pages > 2)
);
CREATE TABLE public.notes (id {1} PRIMARY KEY, book {0} NOT NULL REFERENCES public.books, body text);
CREATE UNIQUE INDEX notes_by_book ON public.notes (book, lower(body)) WHERE book > 0;
COMMENT ON COLUMN public.notes.book IS 'which book';
COMMENT ON INDEX public.notes_by_book IS 'one note a body';
COMMENT ON CONSTRAINT notes_book_fkey ON public.notes IS 'kept';
CREATE VIEW public.noted AS SELECT b.id, b.title, n.body FROM public.books AS b JOIN public.notes AS n ON n.book = b.id;
"""
LIVE = BOOKS.format("integer", "serial")
DESIRED = BOOKS.format("bigint", "bigserial")
ROWS = (
    "INSERT INTO public.books (title) SELECT 'title ' || n FROM generate_series(1, 300) AS n",
    "INSERT INTO public.notes (book, body) SELECT 1 + n % 300, 'body ' || n FROM generate_series(1, 600) AS n",
)
WRITES = (
    "INSERT INTO public.books (title) VALUES ('meanwhile')",
    "INSERT INTO public.notes (book, body) SELECT max(id), 'meanwhile' FROM public.books",
    "UPDATE public.books SET pages = 7 WHERE id = 2",
    "DELETE FROM public.notes WHERE id = 3",
)
STATE = """
SELECT md5(string_agg(line, E'\\n' ORDER BY line)) FROM (
    SELECT format('%s %s %s', id, title, pages) FROM public.books
    UNION ALL SELECT format('%s %s %s', id, book, body) FROM public.notes
) AS lines (line)
"""
LEFT = """
SELECT count(*) FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT attisdropped AND attname LIKE '%\\_\\_%'
"""


def test_copies_take_the_place_of_columns(changing: Change) -> None:
    """No table is written anew; keys, indexes, checks, comments and positions of sequences are as they were."""
    live = changing(LIVE, *ROWS)
    nodes = "SELECT array_agg(pg_relation_filenode(t)) FROM unnest('{public.books,public.notes}'::regclass[]) AS t"
    node, state = live.value(nodes), live.value(STATE)
    plan = live.plan(DESIRED)
    assert not [s.sql for s in plan.statements for lock in s.locks if lock.rewritten]
    assert not [d.message for d in plan.diagnostics if d.code == "stays-plain"]
    assert not [h for s in plan.statements for h in s.hazards if h.id.startswith("SC1") and not h.applied]
    fills = [s for s in plan.statements if s.batches]
    assert [s.address.name for s in fills] == ["books", "books", "notes", "notes"]
    assert [lock.mode.words for lock in fills[0].locks] == ["ROW EXCLUSIVE"]
    assert live.apply(DESIRED).verified
    assert (live.value(nodes), live.value(STATE), live.value(LEFT)) == (node, state, 0)
    live.run(*WRITES[:2])
    assert live.value("SELECT max(id) FROM public.books") == 301
    assert live.value("SELECT max(id) FROM public.notes") == 601
    assert live.in_sync(DESIRED)


@pytest.mark.parametrize("commits", [3, 9, 15, 20, 24])
def test_interrupted_anywhere_the_next_run_goes_on(changing: Change, commits: int) -> None:
    """After so many commits the run ends and the application writes; the same command again leads to the same end.

    `make soak-faults` interrupts such a plan at every message.
    """
    live = changing(LIVE, *ROWS)
    with pytest.raises(SchemactlError):
        live.apply(DESIRED, stop_after(commits))
    live.run(*WRITES)
    state = live.value(STATE)
    assert live.apply(DESIRED).verified
    assert (live.value(STATE), live.value(LEFT)) == (state, 0)
    assert live.in_sync(DESIRED)


def test_what_is_written_meanwhile_is_in_the_copy(changing: Change) -> None:
    """After every group the application writes through the old column."""
    live = changing(LIVE, *ROWS)
    states = []

    def write(event: Event) -> None:
        if isinstance(event, GroupCommitted):
            live.run(*WRITES)
            states.append(live.value(STATE))

    assert live.apply(DESIRED, write).verified
    assert live.value(STATE) == states[-1]
    assert live.value("SELECT count(*) FROM public.books") == 300 + len(states)


def test_a_copy_nobody_wants_any_more_goes_without_a_loss(changing: Change) -> None:
    """Somebody changed the declaration back: what was begun is taken away, and the column keeps its values."""
    live = changing(LIVE, *ROWS)
    with pytest.raises(SchemactlError):
        live.apply(DESIRED, stop_after(4))
    assert live.value(LEFT)
    marked = f"SELECT count(*) FROM pg_description WHERE description = '{SHADOW}'"
    assert live.value(marked)
    state = live.value(STATE)
    assert live.apply(LIVE).verified
    assert (live.value(STATE), live.value(LEFT), live.value(marked)) == (state, 0, 0)


OTHERS = {
    "guarded": (
        "CREATE TRIGGER t BEFORE UPDATE ON public.guarded FOR EACH ROW EXECUTE FUNCTION public.touch();",
        "would fire",
    ),
    "published": ("CREATE PUBLICATION p FOR TABLE public.published;", "p publishes the table"),
    "counted": ("CREATE STATISTICS public.s ON a, b FROM public.counted;", "the statistics s"),
    "granted": ("GRANT SELECT (a) ON public.granted TO PUBLIC;", "settings or privileges"),
    "parent": ("CREATE TABLE public.child () INHERITS (public.parent);", "or inherits"),
    "clustered": ("CREATE INDEX c ON public.clustered (a); ALTER TABLE public.clustered CLUSTER ON c;", "the index c"),
    "taken": ("ALTER TABLE public.taken ADD a__new int;", "a__new is taken"),
    "both": ("CREATE INDEX i ON public.both (a, b);", "as well, whose type changes too"),
}


def test_reasons_to_stay_plain(changing: Change) -> None:
    """What a copy could not do, or would do besides, keeps the plain form, and is said."""
    touch = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
    types = dict.fromkeys(OTHERS, ("integer", "bigint")) | {"narrow": ("bigint", "integer")}
    scripts = [
        touch
        + "".join(
            f"CREATE TABLE public.{name} (a {types[name][side]}, b {types[name][side if name == 'both' else 0]});"
            + OTHERS.get(name, ("",))[0]
            for name in types
        )
        for side in (0, 1)
    ]
    live = changing(scripts[0])
    live.run(*(f"INSERT INTO public.{name} (a, b) VALUES (1, 2), (3, 4)" for name in types))
    plan = live.plan(scripts[1])
    assert not any(statement.batches for statement in plan.statements)
    said = {d.address.name: d.message for d in plan.diagnostics if d.code == "stays-plain" and d.address}
    reasons = {name: reason for name, (_, reason) in OTHERS.items()} | {"narrow": "may not fit"}
    assert {name: reason in said.get(name, "") for name, reason in reasons.items()} == dict.fromkeys(reasons, True)
    assert live.apply(scripts[1]).verified


VALUES = {
    "smallint": "-32768, 0, 32767",
    "integer": "-2147483648, 2147483647",
    "bigint": "-9223372036854775808, 9223372036854775807",
    "numeric": "'NaN', 'Infinity', 0.1, -1e300",
    "numeric(10,2)": "99999999.99, -0.01",
    "real": "'NaN', '-Infinity', 3.4e38, 1e-45",
    "uuid": "'00000000-0000-0000-0000-00000000000f'",
    "json": "'{\"a\":  1}'",
    "jsonb": "'{\"a\":  1}'",
}
WIDER = [
    (before, after)
    for before in VALUES
    for after in ("integer", "bigint", "numeric", "real", "double precision", "text", "character varying")
    if widens(before, after)
]


@pytest.mark.parametrize(("before", "after"), WIDER)
def test_every_value_widens_as_alter_type_does_it(changing: Change, before: str, after: str) -> None:
    """The extremes convert, by the assignment a trigger makes and by ALTER COLUMN TYPE alike."""
    live = changing(f"CREATE TABLE public.t (v {before}, copy {after})")
    assert not rounds(before, after)
    with connect(live.conninfo) as connection:
        run = lambda sql: connection.execute(sql.encode())  # noqa: E731 - four commands on one session
        for value in VALUES[before].split(", "):
            run(f"INSERT INTO public.t (v) VALUES ({value})")
        run(
            "DO 'DECLARE r record; c text; BEGIN FOR r IN SELECT ctid, v FROM public.t LOOP"
            " DECLARE x public.t; BEGIN x.copy := r.v; UPDATE public.t SET copy = x.copy WHERE ctid = r.ctid; END;"
            " END LOOP; END'"
        )
        run(f"ALTER TABLE public.t ALTER COLUMN v TYPE {after}")
        assert run("SELECT count(*) FROM public.t WHERE v IS DISTINCT FROM copy").fetchone() == (0,)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("CREATE INDEX a ON public.a USING btree (a)", "CREATE INDEX a ON public.a USING btree (z)"),
        (
            "CREATE INDEX i ON t USING btree (a.b(a), ((a)::a)) INCLUDE (ab) WHERE ((a > 0) AND (x = 'a'::text))",
            "CREATE INDEX i ON t USING btree (a.b(z), ((z)::a)) INCLUDE (ab) WHERE ((z > 0) AND (x = 'a'::text))",
        ),
        ('CREATE INDEX i ON t USING hash ("A b", b COLLATE a)', 'CREATE INDEX i ON t USING hash ("A b", b COLLATE a)'),
    ],
    ids=["names_of_others", "functions_casts_strings", "quoted_and_collations"],
)
def test_only_columns_are_exchanged_in_an_index(sql: str, expected: str) -> None:
    """A table, a function, a type, a collation or a string may be called as the column is."""
    assert on_another_column(sql, "a", "z") == expected


def test_small_tables_and_short_ways_stay_as_they_are(changing: Change) -> None:
    """A change of type that reads no row needs no copy."""
    live = changing("CREATE TABLE public.t (a varchar(10))")
    assert len(commands(live.plan("CREATE TABLE public.t (a varchar(20));"))) == 1
