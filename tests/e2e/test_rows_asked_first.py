"""Every sort of question about the live rows: rows that fit let the plan through, others stop it before it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command
from tests.fixtures.main_job import read_value, url_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that some rows allow.

    Attributes:
        live, desired: Both schemas. `fits`: rows that allow it. `breaks`: rows that do not, besides.
        said: What the refusal says.
    """

    live: str
    desired: str
    fits: str
    breaks: str
    said: str


def retyped(before: str, after: str, fits: str, breaks: str, said: str, *, types: str = "") -> Change:
    """Return the change of a column's type, with the values of two rows."""
    return Change(
        live=f"{types} CREATE TABLE public.t (id integer PRIMARY KEY, a {before});",
        desired=f"{types} CREATE TABLE public.t (id integer PRIMARY KEY, a {after});",
        fits=f"INSERT INTO public.t VALUES (1, {fits}), (2, NULL);",
        breaks=f"INSERT INTO public.t VALUES (7, {breaks});",
        said=said,
    )


MOOD = "CREATE TYPE public.mood AS ENUM ('calm', 'wild');"
LEVEL = "CREATE TYPE public.level AS ENUM ('calm');"
FEW = "CREATE DOMAIN public.few AS integer CHECK (VALUE < 10);"
KEYED = "CREATE TABLE public.t (id integer PRIMARY KEY, a public.d);"
PARENT = "CREATE TABLE public.p (id integer PRIMARY KEY);"
SHORT = "CREATE DOMAIN public.short AS text CHECK (length(VALUE) < 5 AND VALUE <> 'VALUE');"
PLAIN = "CREATE TABLE public.t (id integer PRIMARY KEY, a integer, b text);"
RANGES = "CREATE TABLE public.t (id integer) PARTITION BY RANGE (id);"

CHANGES = {
    "text to enum": retyped("text", "public.mood", "'calm'", "'bored'", "no public.mood in a", types=MOOD),
    "text to an enum that is new": Change(
        live="CREATE TABLE public.t (id integer PRIMARY KEY, a text);",
        desired=f"{MOOD} CREATE TABLE public.t (id integer PRIMARY KEY, a public.mood);",
        fits="INSERT INTO public.t VALUES (1, 'calm'), (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 'bored');",
        said="no public.mood in a",
    ),
    "texts to enums": retyped(
        "text[]", "public.mood[]", "'{calm,NULL}'", "'{calm,bored}'", "no public.mood[] in a", types=MOOD
    ),
    "enum to enum": retyped(
        "public.mood", "public.level", "'calm'", "'wild'", "no public.level in a", types=MOOD + LEVEL
    ),
    "text to a domain": retyped("text", "public.short", "'abc'", "'abcdef'", "no public.short in a", types=SHORT),
    "text to a domain that is new": Change(
        live="CREATE TABLE public.t (id integer PRIMARY KEY, a text);",
        desired=f"{SHORT} CREATE TABLE public.t (id integer PRIMARY KEY, a public.short);",
        fits="INSERT INTO public.t VALUES (1, 'abc'), (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 'VALUE');",
        said="no public.short in a",
    ),
    "text to a domain over numbers": retyped("text", "public.few", "'7'", "'12'", "no public.few in a", types=FEW),
    "no number to a domain over numbers": retyped("text", "public.few", "'7'", "'x'", "no public.few in a", types=FEW),
    "NOT NULL of a table alone": Change(
        live="CREATE TABLE public.t (id integer PRIMARY KEY, a text); CREATE TABLE public.c () INHERITS (public.t);",
        desired="CREATE TABLE public.t (id integer PRIMARY KEY, a text, CONSTRAINT full_a NOT NULL a NO INHERIT);"
        " CREATE TABLE public.c () INHERITS (public.t);",
        fits="INSERT INTO public.t VALUES (1, 'a'); INSERT INTO public.c VALUES (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, NULL);",
        said="have NULL in a, which is to be NOT NULL",
    ),
    "text to jsonb": retyped("text", "jsonb", """'{"a": 1}'""", "'{a'", "no jsonb in a"),
    "text to integer": retyped("text", "integer", "' 12 '", "'12a'", "no integer in a"),
    "texts to integers": retyped("text[]", "integer[]", "'{1,NULL}'", "'{1,x}'", "no integer[] in a"),
    "text to uuid": retyped("text", "uuid", "'{a0eebc99-9c0b4ef8-bb6d6bb9-bd380a11}'", "'a0ee'", "no uuid in a"),
    "text to date": retyped("text", "date", "'2026-02-28'", "'2026-02-30'", "no date in a"),
    "text to boolean": retyped("text", "boolean", "' Yes'", "'perhaps'", "no boolean in a"),
    "integer to uuid": retyped("integer", "uuid", "NULL", "7", "no uuid in a"),
    "bigint to integer": retyped("bigint", "integer", "-2147483648", "2147483648", "no integer in a"),
    "numeric to integer": retyped("numeric(12,0)", "integer", "2147483647", "2147483648", "no integer in a"),
    "numeric to fewer digits": retyped("numeric(6,2)", "numeric(5,2)", "999.99", "1000.00", "no numeric(5,2) in a"),
    "text to shorter text": retyped("text", "varchar(3)", "'abc  '", "'abcd'", "too long for character varying(3)"),
    "number to short text": retyped("integer", "varchar(3)", "123", "1234", "too long for character varying(3) in a"),
    "a name of its own": Change(
        live='CREATE TABLE public."r; --" (r integer PRIMARY KEY, "a""b" text);',
        desired='CREATE TABLE public."r; --" (r integer PRIMARY KEY, "a""b" integer);',
        fits="""INSERT INTO public."r; --" VALUES (1, '1');""",
        breaks="""INSERT INTO public."r; --" VALUES (7, 'x');""",
        said='no integer in "a""b"',
    ),
    "unique": Change(
        live=PLAIN,
        desired=f"{PLAIN} ALTER TABLE public.t ADD UNIQUE (a, b);",
        fits="INSERT INTO public.t VALUES (1, 1, NULL), (2, 1, NULL), (3, 1, 'x'), (4, 1, 'y');",
        breaks="INSERT INTO public.t VALUES (7, 1, 'x');",
        said='1 values stand in several rows of public.t ([1, "x"])',
    ),
    "unique with NULLs alike": Change(
        live=PLAIN,
        desired=f"{PLAIN} CREATE UNIQUE INDEX i ON public.t (a) NULLS NOT DISTINCT;",
        fits="INSERT INTO public.t VALUES (1, 1, NULL), (2, NULL, NULL);",
        breaks="INSERT INTO public.t VALUES (7, NULL, 'x');",
        said="1 values stand in several rows of public.t",
    ),
    "unique by an expression, of some rows": Change(
        live=PLAIN,
        desired=f"{PLAIN} CREATE UNIQUE INDEX i ON public.t (lower(b)) WHERE a > 0;",
        fits="INSERT INTO public.t VALUES (1, 1, 'X'), (2, 0, 'x');",
        breaks="INSERT INTO public.t VALUES (7, 2, 'x');",
        said="1 values stand in several rows of public.t",
    ),
    "primary key": Change(
        live="CREATE TABLE public.t (a integer NOT NULL);",
        desired="CREATE TABLE public.t (a integer PRIMARY KEY);",
        fits="INSERT INTO public.t VALUES (1), (2);",
        breaks="INSERT INTO public.t VALUES (2);",
        said="1 values stand in several rows of public.t ([2])",
    ),
    "check": Change(
        live=PLAIN,
        desired=f"{PLAIN} ALTER TABLE public.t ADD CONSTRAINT few CHECK (a < 10);",
        fits="INSERT INTO public.t VALUES (1, 9, NULL), (2, NULL, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 10, NULL);",
        said='1 rows of public.t break few ({"id": 7})',
    ),
    "NOT NULL": Change(
        live=PLAIN,
        desired="CREATE TABLE public.t (id integer PRIMARY KEY, a integer NOT NULL, b text);",
        fits="INSERT INTO public.t VALUES (1, 9);",
        breaks="INSERT INTO public.t VALUES (7, NULL);",
        said='1 rows of public.t have NULL in a, which is to be NOT NULL ({"id": 7})',
    ),
    "check of a domain": Change(
        live=f"CREATE DOMAIN public.d AS integer; {KEYED}",
        desired=f"CREATE DOMAIN public.d AS integer CONSTRAINT few CHECK (VALUE < 10); {KEYED}",
        fits="INSERT INTO public.t VALUES (1, 9), (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 10);",
        said='1 rows break few of public.d ({"id": 7})',
    ),
    "NOT NULL of a domain": Change(
        live=f"CREATE DOMAIN public.d AS integer; {KEYED}",
        desired=f"CREATE DOMAIN public.d AS integer NOT NULL; {KEYED}",
        fits="INSERT INTO public.t VALUES (1, 9);",
        breaks="INSERT INTO public.t VALUES (7, NULL);",
        said='1 rows hold NULL of public.d, which is to be NOT NULL ({"id": 7})',
    ),
    "enum without a value": Change(
        live=f"{MOOD} CREATE TABLE public.t (id integer PRIMARY KEY, a public.mood, b public.mood[]);",
        desired="CREATE TYPE public.mood AS ENUM ('wild');"
        "CREATE TABLE public.t (id integer PRIMARY KEY, a public.mood, b public.mood[]);",
        fits="INSERT INTO public.t VALUES (1, 'wild', '{wild}'), (2, NULL, NULL);",
        breaks="INSERT INTO public.t VALUES (7, NULL, '{wild,calm}');",
        said='1 rows hold calm, which public.mood is to lose ({"id": 7})',
    ),
    "foreign key": Change(
        live=f"{PARENT} CREATE TABLE public.t (id integer PRIMARY KEY, p integer);",
        desired=f"{PARENT} CREATE TABLE public.t (id integer PRIMARY KEY, p integer REFERENCES public.p);",
        fits="INSERT INTO public.p VALUES (1); INSERT INTO public.t VALUES (1, 1), (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 9);",
        said='1 rows of public.t refer to a row that public.p does not have ({"id": 7})',
    ),
    "foreign key to a new table": Change(
        live="CREATE TABLE public.t (id integer PRIMARY KEY, p integer);",
        desired=f"{PARENT} CREATE TABLE public.t (id integer PRIMARY KEY, p integer REFERENCES public.p);",
        fits="INSERT INTO public.t VALUES (2, NULL);",
        breaks="INSERT INTO public.t VALUES (7, 9);",
        said="1 rows of public.t refer to a row that public.p does not have, for this plan makes it",
    ),
    "foreign key of a partitioned table": Change(
        live=f"{PARENT} CREATE TABLE public.t (p integer) PARTITION BY RANGE (p);"
        "CREATE TABLE public.one PARTITION OF public.t DEFAULT;",
        desired=f"{PARENT} CREATE TABLE public.t (p integer REFERENCES public.p) PARTITION BY RANGE (p);"
        "CREATE TABLE public.one PARTITION OF public.t DEFAULT;",
        fits="INSERT INTO public.p VALUES (1); INSERT INTO public.t VALUES (1), (NULL);",
        breaks="INSERT INTO public.t VALUES (9);",
        said="1 rows of public.t refer to a row that public.p does not have",
    ),
    "table that becomes a partition": Change(
        live=f"{RANGES} CREATE TABLE public.one (id integer);",
        desired=f"{RANGES} CREATE TABLE public.one PARTITION OF public.t FOR VALUES FROM (1) TO (9);",
        fits="INSERT INTO public.one VALUES (1), (8);",
        breaks="INSERT INTO public.one VALUES (9);",
        said="1 rows of public.one do not fit the bounds of public.one (ctid ",
    ),
    "narrower bounds": Change(
        live=f"{RANGES} CREATE TABLE public.one PARTITION OF public.t FOR VALUES FROM (1) TO (99);",
        desired=f"{RANGES} CREATE TABLE public.one PARTITION OF public.t FOR VALUES FROM (1) TO (9);",
        fits="INSERT INTO public.t VALUES (1), (8);",
        breaks="INSERT INTO public.t VALUES (9);",
        said="1 rows of public.one do not fit the bounds of public.one",
    ),
    "plain table that becomes partitioned": Change(
        live="CREATE TABLE public.t (id integer);",
        desired="CREATE TABLE public.t (id integer) PARTITION BY LIST (id);"
        "CREATE TABLE public.one PARTITION OF public.t FOR VALUES IN (1, NULL);"
        "CREATE TABLE public.two PARTITION OF public.t FOR VALUES IN (2);",
        fits="INSERT INTO public.t VALUES (1), (2), (NULL);",
        breaks="INSERT INTO public.t VALUES (3);",
        said="1 rows of public.t fit none of the partitions it is to have",
    ),
}

EMPTY = """
DO $$ BEGIN
    EXECUTE (SELECT 'TRUNCATE ' || string_agg(oid::regclass::text, ', ') FROM pg_class
             WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace);
END $$;
"""
"""Takes all rows away."""


@pytest.fixture
def url(server: ScratchServer) -> Iterator[str]:
    """The URL of an empty database."""
    with scratch_database(server, "asked") as name:
        yield url_of(server, name)


def run(url: str, sql: str) -> None:
    """Run SQL in a session of its own."""
    with connect(url) as connection:
        connection.execute(sql.encode())


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_rows_are_asked_first(schemactl: Command, url: str, tmp_path: Path, change: Change) -> None:
    """Rows in the way are counted and named before the first statement; without them the same plan goes through."""
    run(url, change.live + change.fits + change.breaks)
    desired, plan = tmp_path / "desired.sql", tmp_path / "plan.json"
    desired.write_text(change.desired, encoding="utf-8")
    schemactl("diff", "--live", url, "--desired", str(desired), "--out", str(plan))
    refused = schemactl("apply", "--plan", str(plan), "--yes", "--database-url", url)
    assert refused.code != 0
    assert change.said in refused.errors
    assert "nothing was changed" in refused.errors
    assert read_value(url, "SELECT to_regclass('schemactl.run')") is None
    run(url, EMPTY + change.fits)
    done = schemactl("apply", "--plan", str(plan), "--yes", "--database-url", url)
    assert done.code == 0, done.errors


def test_what_is_lost_waits_for_what_may_fail(schemactl: Command, url: str, tmp_path: Path) -> None:
    """A table that another takes the place of is not dropped when rows refer to what only the old one held."""
    run(
        url,
        "CREATE TABLE public.old (id integer PRIMARY KEY); INSERT INTO public.old VALUES (1);"
        "CREATE TABLE public.t (id integer PRIMARY KEY, p integer REFERENCES public.old);"
        "INSERT INTO public.t VALUES (7, 1);",
    )
    desired = tmp_path / "desired.sql"
    desired.write_text(f"{PARENT} CREATE TABLE public.t (id integer PRIMARY KEY, p integer REFERENCES public.p);")
    command = ("apply", "--yes", "--allow", "SC101", "--database-url", url, "--desired", str(desired))
    refused = schemactl(*command)
    assert (
        '1 rows of public.t refer to a row that public.p does not have, for this plan makes it ({"id": 7})'
        in refused.errors
    )
    assert read_value(url, "SELECT count(*) FROM public.old") == 1
    run(url, "UPDATE public.t SET p = NULL")
    done = schemactl(*command)
    assert done.code == 0, done.errors


def test_a_check_nobody_can_ask_about_fails_before_rows_are_lost(schemactl: Command, url: str, tmp_path: Path) -> None:
    """It calls a function that the plan makes: it is validated in the transaction of the drop, which goes with it."""
    plain = "CREATE TABLE public.t (id integer PRIMARY KEY);"
    run(
        url,
        f"{plain} INSERT INTO public.t VALUES (7);"
        "CREATE TABLE public.old (id integer); INSERT INTO public.old VALUES (1);",
    )
    desired = tmp_path / "desired.sql"
    desired.write_text(
        "CREATE FUNCTION public.few(integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN $1 < 5;"
        f"{plain} ALTER TABLE public.t ADD CHECK (public.few(id));"
    )
    failed = schemactl("apply", "--yes", "--allow", "SC101", "--database-url", url, "--desired", str(desired))
    assert failed.code != 0
    assert read_value(url, "SELECT count(*) FROM public.old") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "CREATE TABLE public.p (id integer PRIMARY KEY) PARTITION BY RANGE (id);"
            "CREATE TABLE public.one PARTITION OF public.p DEFAULT;",
            "CREATE TABLE public.p (id integer PRIMARY KEY);",
            id="partitioned table that becomes plain",
        ),
        pytest.param(
            "CREATE TABLE public.p (id integer PRIMARY KEY);",
            "CREATE TABLE public.p (id integer PRIMARY KEY) PARTITION BY RANGE (id);"
            "CREATE TABLE public.one PARTITION OF public.p DEFAULT;",
            id="plain table that becomes partitioned",
        ),
    ],
)
def test_parents_are_looked_for_where_they_are_now(
    schemactl: Command, url: str, tmp_path: Path, before: str, after: str
) -> None:
    """What the plan makes of the parent does not count when its rows are asked."""
    run(url, f"{before} {PLAIN} INSERT INTO public.p VALUES (1); INSERT INTO public.t VALUES (7, 1, NULL);")
    key = "ALTER TABLE public.t ADD FOREIGN KEY (a) REFERENCES public.p;"
    desired = tmp_path / "desired.sql"
    desired.write_text(f"{after} {PLAIN} {key}")
    done = schemactl("apply", "--yes", "--allow", "SC101", "--database-url", url, "--desired", str(desired))
    assert done.code == 0, done.errors
