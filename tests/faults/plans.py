"""The plans that are interrupted: each a database with rows, and what it is to become.

Each plan is the planner's own, made anew from whatever an interrupted run has left, as the next `schemactl apply`
makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemactl import pipeline
from schemactl.model.online import OnlineChoice
from schemactl.model.plan import Plan
from schemactl.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A plan to be interrupted.

    Attributes:
        name: For reports. `live`: the database before, in SQL.
        desired: What it becomes, in SQL, or the target that declares it.
        allow: The losses that are meant. `online`: which tables are changed by online forms.
    """

    name: str
    live: str
    desired: str
    allow: frozenset[str] = frozenset()
    online: OnlineChoice = OnlineChoice.NEVER

    def planner(self, scratch: str, directory: Path) -> Callable[[str], Plan]:
        """Return what plans the way from a live database, given its connection string.

        Args:
            scratch: A server to rehearse on. `directory`: where a file may be written.
        """
        target = (self.desired,) if ":" in self.desired.split()[0] else ()
        settings = Settings(scratch=scratch, online=self.online, target=target)
        source = ""
        if not target:
            file = directory / f"{self.name.replace(' ', '_')}.sql"
            file.write_text(self.desired, encoding="utf-8")
            source = str(file)
        return lambda live: pipeline.diff(live, source, settings, lambda _: None)


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

ONLINE = Subject(
    name="online forms",
    live="""
CREATE TABLE public.shelves (id integer PRIMARY KEY);
INSERT INTO public.shelves SELECT generate_series(0, 6);
CREATE FUNCTION public.code() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 7; END';
CREATE TABLE public.books (id integer NOT NULL, title text, shelf integer, isbn text, pages integer);
INSERT INTO public.books SELECT n, 'title ' || n, n % 7, 'isbn ' || n, n FROM generate_series(1, 2000) AS n;
CREATE INDEX books_old ON public.books (shelf, title);
CREATE INDEX books_again ON public.books (pages);
CREATE TABLE public.loans (book integer NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE public.loans_1 PARTITION OF public.loans FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE public.loans_2 PARTITION OF public.loans FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
CREATE TABLE public.loans_0 PARTITION OF public.loans FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
INSERT INTO public.loans VALUES (1, '2025-05-05');
INSERT INTO public.loans SELECT n, DATE '2026-01-01' + n % 365 FROM generate_series(1, 500) AS n;
""",
    desired="""
CREATE TABLE public.shelves (id integer PRIMARY KEY);
CREATE FUNCTION public.code() RETURNS integer LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN 7; END';
CREATE TABLE public.books (id integer NOT NULL PRIMARY KEY, title text NOT NULL,
    shelf integer REFERENCES public.shelves, isbn text UNIQUE, pages integer CHECK (pages > 0),
    code integer NOT NULL DEFAULT public.code());
CREATE INDEX books_by_title ON public.books (title);
CREATE INDEX books_again ON public.books (pages, title);
CREATE TABLE public.loans (book integer NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE public.loans_1 PARTITION OF public.loans FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE public.loans_2 PARTITION OF public.loans FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
CREATE INDEX loans_book ON public.loans (book);
CREATE TABLE public.loans_0 (book integer NOT NULL, day date NOT NULL);
""",
    online=OnlineChoice.ALWAYS,
)

COPIED = Subject(
    name="wider types",
    live="""
CREATE TABLE public.books (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, title text NOT NULL);
INSERT INTO public.books (title) SELECT 'title ' || n FROM generate_series(1, 1000) AS n;
CREATE TABLE public.loans (
    id serial PRIMARY KEY, book integer NOT NULL REFERENCES public.books, day integer CHECK (day > 0)
);
INSERT INTO public.loans (book, day) SELECT 1 + n % 1000, n FROM generate_series(1, 1500) AS n;
CREATE INDEX loans_by_book ON public.loans (book);
CREATE VIEW public.lent AS SELECT b.title, l.day FROM public.books AS b JOIN public.loans AS l ON l.book = b.id;
""",
    desired="""
CREATE TABLE public.books (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, title text NOT NULL);
CREATE TABLE public.loans (
    id serial PRIMARY KEY, book bigint NOT NULL REFERENCES public.books, day integer CHECK (day > 0)
);
CREATE INDEX loans_by_book ON public.loans (book);
CREATE VIEW public.lent AS SELECT b.title, l.day FROM public.books AS b JOIN public.loans AS l ON l.book = b.id;
""",
    online=OnlineChoice.ALWAYS,
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

SUBJECTS = (TRANSACTIONAL, ONLINE, COPIED, VALIDATED, BACKFILL, MERGE)
