"""The plans that are interrupted: each a database with rows, and what it is to become.

Where the planner has all it needs the plan is its own, made anew from whatever an interrupted run has left, as the next
`schemactl apply` makes it. What it does not plan by itself is written down as steps, each with the question that tells
whether it is done.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemactl import pipeline
from schemactl.model.plan import Plan
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from tests.fixtures.applying import Step, plan_of, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A plan to be interrupted.

    Attributes:
        name: For reports. `live`: the database before, in SQL.
        desired: What it becomes, in SQL, or the target that declares it; empty when there are steps instead.
        steps: A plan written by hand. `allow`: the losses that are meant.
    """

    name: str
    live: str
    desired: str = ""
    steps: tuple[Step, ...] = ()
    allow: frozenset[str] = frozenset()

    def planner(self, scratch: str, directory: Path) -> Callable[[str], Plan]:
        """Return what plans the way from a live database, given its connection string.

        Args:
            scratch: A server to rehearse on. `directory`: where a file may be written.
        """
        if self.steps:
            return functools.partial(_remaining, self.steps)
        settings = Settings(scratch=scratch, target=(self.desired,) if ":" in self.desired.split()[0] else ())
        source = ""
        if not settings.target:
            file = directory / f"{self.name.replace(' ', '_')}.sql"
            file.write_text(self.desired, encoding="utf-8")
            source = str(file)
        return lambda live: pipeline.diff(live, source, settings, lambda _: None)


def _remaining(steps: tuple[Step, ...], live: str) -> Plan:
    """Return a plan of the steps that are left."""
    questions = ", ".join(f"({step.done})" for step in steps)
    with connect(live) as connection:
        done = connection.execute(f"SELECT {questions}".encode()).fetchone() or ()
    return plan_of(step.statement for step, is_done in zip(steps, done, strict=True) if not is_done)


def _index(name: str, verb: Verb, sql: str) -> Step:
    """Return a step outside any transaction; an index may have become a constraint's, under its name."""
    there = f"COALESCE(to_regclass('public.{name}'), to_regclass('public.{name}_key'))"
    done = f"SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = {there} AND indisvalid)"
    if verb is Verb.DROP:
        done = f"SELECT {there} IS NULL"
    return Step(
        statement=statement(sql, "INDEX", name, verb, transaction=TransactionRule.OUTSIDE, verify=done), done=done
    )


TRANSACTIONAL = Subject(
    name="transactional",
    live="""
CREATE TYPE public.mood AS ENUM ('calm', 'loud');
CREATE TABLE public.books (id integer PRIMARY KEY, title text, mood public.mood);
INSERT INTO public.books SELECT n, 'title ' || n, 'calm' FROM generate_series(1, 20) AS n;
CREATE VIEW public.titles AS SELECT id, title FROM public.books;
CREATE TABLE public.readers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text);
INSERT INTO public.readers (name) SELECT 'reader ' || n FROM generate_series(1, 5) AS n;
""",
    desired="""
CREATE TYPE public.mood AS ENUM ('calm', 'wild', 'loud');
CREATE TABLE public.books (id integer PRIMARY KEY, title text NOT NULL, mood public.mood DEFAULT 'wild', pages bigint);
COMMENT ON TABLE public.books IS 'what can be lent';
CREATE VIEW public.titles AS SELECT id, title, pages FROM public.books WHERE title <> '';
CREATE TABLE public.readers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name varchar(80));
CREATE TABLE public.loans (
    book integer REFERENCES public.books, reader bigint REFERENCES public.readers, mood public.mood
);
CREATE FUNCTION public.louder(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.upper(t)';
GRANT SELECT ON public.titles TO PUBLIC;
""",
)

CONCURRENT = Subject(
    name="concurrent indexes",
    live="""
CREATE TABLE public.books (id integer PRIMARY KEY, title text, shelf integer, isbn text);
INSERT INTO public.books SELECT n, 'title ' || n, n % 7, 'isbn ' || n FROM generate_series(1, 2000) AS n;
CREATE INDEX books_old ON public.books (shelf, title);
CREATE TABLE public.log (entry text);
""",
    steps=(
        _index("books_by_title", Verb.CREATE, "CREATE INDEX CONCURRENTLY books_by_title ON public.books (title)"),
        Step(
            statement=statement("ALTER TABLE public.books ADD pages integer", "TABLE", "books", Verb.ALTER),
            done="SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'public.books'::regclass"
            " AND attname = 'pages')",
        ),
        _index("books_isbn", Verb.CREATE, "CREATE UNIQUE INDEX CONCURRENTLY books_isbn ON public.books (isbn)"),
        Step(
            statement=statement(
                "ALTER TABLE public.books ADD CONSTRAINT books_isbn_key UNIQUE USING INDEX books_isbn",
                "CONSTRAINT",
                "books_isbn_key",
                Verb.CREATE,
            ),
            done="SELECT EXISTS (SELECT FROM pg_constraint WHERE conname = 'books_isbn_key')",
        ),
        _index("books_old", Verb.DROP, "DROP INDEX CONCURRENTLY public.books_old"),
        Step(
            statement=statement("INSERT INTO public.log VALUES ('filled')", "DATA STEP", "fill", Verb.DATA),
            done="SELECT EXISTS (SELECT FROM public.log WHERE entry = 'filled')",
        ),
    ),
)

VALIDATED = Subject(
    name="validated constraints",
    live="""
CREATE TABLE public.shelves (id integer PRIMARY KEY);
INSERT INTO public.shelves SELECT generate_series(0, 6);
CREATE TABLE public.books (id integer PRIMARY KEY, shelf integer, pages integer);
INSERT INTO public.books SELECT n, n % 7, n FROM generate_series(1, 2000) AS n;
CREATE TABLE public.loans (id integer PRIMARY KEY, book integer NOT NULL);
INSERT INTO public.loans SELECT n, n FROM generate_series(1, 500) AS n;
""",
    desired="""
CREATE TABLE public.shelves (id integer PRIMARY KEY);
CREATE TABLE public.books (id integer PRIMARY KEY, shelf integer NOT NULL REFERENCES public.shelves,
    pages integer CHECK (pages > 0));
CREATE TABLE public.loans (id integer PRIMARY KEY, book integer NOT NULL REFERENCES public.books ON DELETE CASCADE);
""",
)

BACKFILL = Subject(
    name="backfill",
    live="""
CREATE TABLE public.orders (id integer PRIMARY KEY, buyer text NOT NULL, total numeric NOT NULL, fee integer NOT NULL);
INSERT INTO public.orders SELECT n, 'buyer no ' || n, n / 4.0, n % 3 FROM generate_series(1, 1000) AS n;
""",
    desired="tests.faults.declared.backfill:metadata",
    allow=frozenset({"SC102:public.orders.total", "SC102:public.orders.fee"}),
)

MERGE = Subject(
    name="merge with rows",
    live="""
CREATE TABLE public.books (
    id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, title text NOT NULL, content text, extra jsonb,
    counted integer
);
INSERT INTO public.books (title, content, extra, counted)
SELECT 'title ' || n, CASE WHEN n % 2 = 0 THEN 'text' END, jsonb_build_object('n', n), n
FROM generate_series(1, 200) AS n;
CREATE TABLE public.documents (id integer PRIMARY KEY, name text, body text, extra jsonb, counted integer);
INSERT INTO public.documents
SELECT n, CASE WHEN n % 10 <> 0 THEN 'name ' || n END, 'body', jsonb_build_object('d', n), 1
FROM generate_series(150, 400) AS n;
""",
    desired="tests.faults.declared.merge:metadata",
    allow=frozenset({"SC101:public.documents"}),
)

SUBJECTS = (TRANSACTIONAL, CONCURRENT, VALIDATED, BACKFILL, MERGE)
