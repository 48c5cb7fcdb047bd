"""For every rule SQL in which it must find something, and SQL in which it must not."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A rule's bad and good SQL, and a part of the message the bad one must give."""

    rule: str
    bad: str
    good: str
    message: str


BOOKS = "CREATE TABLE public.books (id uuid PRIMARY KEY, user_id uuid NOT NULL, title text);"
SECURE = f"{BOOKS} ALTER TABLE public.books ENABLE ROW LEVEL SECURITY;"
OWN = "user_id = (SELECT auth.uid())"


def a_function(body: str, *, options: str = "", arguments: str = "", name: str = "f", language: str = "plpgsql") -> str:
    """Return CREATE FUNCTION with a body, closed to everybody."""
    returns = "RETURNS trigger" if name == "on_change" else "RETURNS integer"
    return (
        f"CREATE FUNCTION public.{name}({arguments}) {returns} LANGUAGE {language} {options} AS $body$ {body} $body$;"
        f"REVOKE ALL ON FUNCTION public.{name} FROM PUBLIC, anon, authenticated, service_role;"
    )


def a_trigger(body: str, when: str = "BEFORE UPDATE") -> str:
    """Return a trigger on public.books with the body of its function."""
    create = f"CREATE TRIGGER touch {when} ON public.books FOR EACH ROW EXECUTE FUNCTION public.on_change();"
    return SECURE + a_function(body, name="on_change", options="SET search_path = ''") + create


DEFINER = "SECURITY DEFINER SET search_path = ''"
CALLER = "IF a <> auth.uid() THEN RAISE 'no'; END IF; RETURN 1;"

EXAMPLES = (
    Example(
        "SL001",
        a_function("BEGIN RETURN 1; END", options="SECURITY DEFINER"),
        a_function("BEGIN RETURN 1; END", options=DEFINER),
        "public.f() looks names up on its caller's search_path",
    ),
    Example(
        "SL002",
        a_function("BEGIN RETURN 1; END", options=DEFINER) + "GRANT EXECUTE ON FUNCTION public.f TO anon;",
        a_function("BEGIN RETURN 1; END", options=DEFINER) + "GRANT EXECUTE ON FUNCTION public.f TO authenticated;",
        "public.f() may be executed by anon",
    ),
    Example(
        "SL003",
        a_function("BEGIN RETURN 1; END", options=DEFINER, arguments="a uuid")
        + "GRANT EXECUTE ON FUNCTION public.f TO authenticated;",
        a_function(f"BEGIN {CALLER} END", options=DEFINER, arguments="a uuid")
        + "GRANT EXECUTE ON FUNCTION public.f TO authenticated;",
        "public.f(uuid) takes a uuid, never asks who is calling",
    ),
    Example(
        "SL004",
        a_function("BEGIN RETURN 1; END", options="SET search_path = 'public, extensions'"),
        a_function("BEGIN RETURN 1; END", options="SET search_path = public, extensions"),
        'names "public, extensions", which does not exist',
    ),
    Example(
        "SL005",
        BOOKS + a_function("SELECT count(*)::integer FROM books", language="sql", options="SET search_path = ''"),
        BOOKS
        + a_function("SELECT count(*)::integer FROM public.books", language="sql", options="SET search_path = ''"),
        'relation "books" does not exist',
    ),
    Example(
        "SL006",
        BOOKS + a_function("BEGIN\nRETURN (SELECT count(*) FROM books);\nEND", options="SET search_path = ''"),
        BOOKS + a_function("BEGIN\nRETURN (SELECT count(*) FROM public.books);\nEND", options="SET search_path = ''"),
        'line 2 of function public.f() fails when it is reached: relation "books" does not exist',
    ),
    Example(
        "SL007",
        a_trigger("BEGIN NEW.updated_at := now(); RETURN NEW; END"),
        a_trigger("BEGIN /* NEW.updated_at := now(); */ NEW.title := 'NEW.a := 1'; RETURN NEW; END"),
        "public.on_change assigns NEW.updated_at (line 1), a column the table does not have",
    ),
    Example(
        "SL008",
        a_trigger(
            "BEGIN IF TG_OP = 'INSERT' THEN RETURN NEW; "
            "ELSIF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NULL; END"
        ),
        a_trigger(
            "BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; "
            "ELSIF TG_OP = 'UPDATE' THEN RETURN NEW; END IF; RETURN NULL; END"
        ),
        "silently cancels each UPDATE",
    ),
    Example(
        "SL009",
        a_function("BEGIN RETURN 1; END", arguments="a uuid")
        + "CREATE FUNCTION public.f(a uuid, b uuid DEFAULT NULL) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
        a_function("BEGIN RETURN 1; END", arguments="a uuid")
        + "CREATE FUNCTION public.f(a text, b uuid DEFAULT NULL) RETURNS integer LANGUAGE sql AS 'SELECT 1';",
        "public.f(uuid, uuid) and public.f(uuid) both fit a call with (uuid)",
    ),
    Example("SL101", BOOKS, SECURE, "table public.books has no row security and is open to anon and authenticated"),
    Example(
        "SL102",
        SECURE,
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN});",
        "table public.books has row security but no policy",
    ),
    Example(
        "SL103",
        f"{BOOKS} CREATE POLICY own ON public.books USING ({OWN});",
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN});",
        "the policies of table public.books do nothing",
    ),
    Example(
        "SL104",
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN});",
        f"{SECURE} CREATE POLICY own ON public.books TO authenticated USING ({OWN});",
        'policy "own" on public.books is for PUBLIC',
    ),
    Example(
        "SL105",
        f"{SECURE} CREATE POLICY service ON public.books FOR INSERT TO authenticated WITH CHECK (true);",
        f"{SECURE} CREATE POLICY service ON public.books FOR INSERT TO service_role WITH CHECK (true);"
        "CREATE POLICY see ON public.books FOR SELECT TO anon USING (true);",
        'policy "service" on public.books checks nothing for INSERT by authenticated: WITH CHECK (true)',
    ),
    Example(
        "SL106",
        f"{SECURE} CREATE POLICY own ON public.books USING ("
        "EXISTS (SELECT 1 FROM public.books b WHERE b.user_id = auth.uid()));",
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN} AND title <> 'auth.uid()');",
        'policy "own" on public.books calls auth.uid() for every row',
    ),
    Example(
        "SL107",
        f"{SECURE} CREATE POLICY own ON public.books FOR UPDATE USING ({OWN});",
        f"{SECURE} CREATE POLICY own ON public.books FOR UPDATE USING ({OWN}) WITH CHECK ({OWN});",
        "does not say what an updated row must look like",
    ),
    Example(
        "SL108",
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN});"
        "ALTER TABLE public.books ALTER user_id DROP NOT NULL;",
        f"{SECURE} CREATE POLICY own ON public.books USING ({OWN} AND title = 'a');",
        'column user_id of public.books may be NULL, and then no policy shows the row ("own")',
    ),
    Example(
        "SL109",
        SECURE,
        f"{SECURE} REVOKE TRUNCATE ON public.books FROM anon, authenticated;",
        "anon and authenticated may TRUNCATE public.books",
    ),
    Example(
        "SL151",
        f"{SECURE} CREATE MATERIALIZED VIEW public.counts AS SELECT user_id, count(*) FROM public.books GROUP BY 1;",
        f"{SECURE} CREATE MATERIALIZED VIEW public.counts AS SELECT user_id, count(*) FROM public.books GROUP BY 1;"
        "REVOKE ALL ON public.counts FROM anon, authenticated;",
        "materialized view public.counts shows anon and authenticated the rows of all users, from public.books",
    ),
    Example(
        "SL152",
        f"{SECURE} CREATE VIEW public.inner_v AS SELECT * FROM public.books;"
        "REVOKE ALL ON public.inner_v FROM anon, authenticated;"
        "CREATE VIEW public.outer_v AS SELECT * FROM public.inner_v;",
        f"{SECURE} CREATE VIEW public.outer_v WITH (security_invoker = on) AS SELECT * FROM public.books;",
        "view public.outer_v shows anon and authenticated rows past the row security of public.books",
    ),
    Example(
        "SL201",
        f"{SECURE} CREATE TABLE public.notes (id uuid PRIMARY KEY, book uuid REFERENCES public.books, b uuid);"
        "CREATE INDEX ON public.notes (b, book);",
        f"{SECURE} CREATE TABLE public.notes (id uuid PRIMARY KEY, book uuid REFERENCES public.books, b uuid);"
        "CREATE INDEX ON public.notes (book, b) WHERE book IS NOT NULL;",
        "foreign key notes_book_fkey of public.notes (book) has no index",
    ),
    Example(
        "SL202",
        f"{SECURE} CREATE INDEX again ON public.books (id);",
        f"{SECURE} CREATE INDEX part ON public.books (id) WHERE title IS NULL;"
        "CREATE INDEX other ON public.books USING hash (id);",
        "index again on public.books is the same as books_pkey",
    ),
    Example(
        "SL203",
        f"{SECURE} CREATE INDEX short ON public.books (user_id);"
        "CREATE INDEX long ON public.books (user_id DESC, title);",
        f"{SECURE} CREATE INDEX short ON public.books (user_id) INCLUDE (id);"
        "CREATE INDEX long ON public.books (user_id, title);"
        "CREATE INDEX third ON public.books (title, user_id); CREATE UNIQUE INDEX once ON public.books (title);",
        "index short on public.books is the beginning of long",
    ),
    Example(
        "SL204",
        f"{SECURE} CREATE INDEX covering ON public.books (user_id) INCLUDE (title);",
        f"{SECURE} ALTER TABLE public.books ADD CHECK (length(title) <= 200), ADD code varchar(10);"
        "CREATE INDEX covering ON public.books (user_id) INCLUDE (title, code, id);",
        "index covering on public.books includes title text",
    ),
    Example("SL301", "CREATE UNLOGGED TABLE public.t (id uuid PRIMARY KEY);", SECURE, "table public.t is unlogged"),
    Example("SL302", "CREATE TABLE public.t (id uuid);", SECURE, "table public.t has no primary key"),
    Example(
        "SL303",
        "CREATE TABLE public.t (id serial PRIMARY KEY);",
        "CREATE TABLE public.t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
        "CREATE TABLE public.u (year integer PRIMARY KEY);",
        "the primary key id of public.t is integer",
    ),
    Example(
        "SL304",
        "CREATE DOMAIN public.moment AS timestamp(3); CREATE TABLE public.t (id uuid PRIMARY KEY, at public.moment);",
        "CREATE TABLE public.t (id uuid PRIMARY KEY, at timestamptz);",
        "column at of public.t is public.moment, which is no moment in time",
    ),
    Example(
        "SL305",
        "CREATE TABLE public.t (id uuid PRIMARY KEY, data json);",
        "CREATE TABLE public.t (id uuid PRIMARY KEY, data jsonb);",
        "column data of public.t is json instead of jsonb",
    ),
    Example(
        "SL306",
        "CREATE TABLE public.t (id uuid PRIMARY KEY, code char(3));",
        'CREATE TABLE public.t (id uuid PRIMARY KEY, code varchar(3), flag "char");',
        "column code of public.t is character(3), which pads with blanks",
    ),
    Example(
        "SL307",
        "CREATE SEQUENCE public.numbers;",
        "CREATE TABLE public.t (id bigserial PRIMARY KEY);",
        "sequence public.numbers belongs to no column",
    ),
)
