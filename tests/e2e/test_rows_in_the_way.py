"""Rows and what PostgreSQL says of them: nothing stops a plan that the server would carry out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command, Declare
from tests.fixtures.main_job import read_value, url_of

PARENTLESS = """
CREATE TABLE public.p (id integer PRIMARY KEY);
CREATE TABLE public.c (id integer PRIMARY KEY, p integer);
INSERT INTO public.p VALUES (1);
INSERT INTO public.c VALUES (1, 1), (2, 9);
"""
IMPORTS = """
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table
from schemactl import Schema, backfill, data_step
metadata = MetaData(naming_convention={"fk": "%(table_name)s_%(column_0_name)s_fkey"})
"""
Make = Callable[[str], str]


@pytest.fixture
def make(server: ScratchServer) -> Iterator[Make]:
    """Fills the live database of a test and returns its URL."""
    with scratch_database(server, "rows") as name:

        def fill(script: str) -> str:
            with connect(server.conninfo(name)) as connection:
                connection.execute(script.encode())
            return url_of(server, name)

        yield fill


def apply_sql(schemactl: Command, url: str, desired: str, folder: Path) -> str:
    """Apply a desired state in SQL; return the errors, or nothing when all went well."""
    (folder / "desired.sql").write_text(desired, encoding="utf-8")
    done = schemactl("apply", "--yes", "--database-url", url, "--desired", str(folder / "desired.sql"))
    return "" if done.code == 0 else done.errors


@pytest.mark.parametrize(
    ("tables", "rows"),
    [
        pytest.param(
            "CREATE EXTENSION citext SCHEMA public; CREATE TABLE public.p (k public.citext PRIMARY KEY);"
            "CREATE TABLE public.c (k public.citext);",
            "INSERT INTO public.p VALUES ('Foo'); INSERT INTO public.c VALUES ('foo');",
            id="equal by the operator of their own type",
        ),
        pytest.param(
            'CREATE TABLE public.p (k text COLLATE "C" PRIMARY KEY); CREATE TABLE public.c (k text COLLATE "POSIX");',
            "INSERT INTO public.p VALUES ('a'); INSERT INTO public.c VALUES ('a');",
            id="under two collations",
        ),
        pytest.param(
            "CREATE TABLE public.p (k integer PRIMARY KEY); CREATE TABLE public.c (k integer);"
            "CREATE TABLE public.child () INHERITS (public.c);",
            "INSERT INTO public.child VALUES (7);",
            id="in a table that inherits",
        ),
    ],
)
def test_rows_a_foreign_key_accepts_are_no_orphans(
    schemactl: Command, make: Make, tmp_path: Path, tables: str, rows: str
) -> None:
    """The question is asked as PostgreSQL asks it."""
    url = make(tables + rows)
    desired = f"{tables} ALTER TABLE public.c ADD CONSTRAINT c_k_fkey FOREIGN KEY (k) REFERENCES public.p;"
    assert not apply_sql(schemactl, url, desired, tmp_path)


def test_a_key_over_periods_is_left_to_postgres(
    schemactl: Command, server: ScratchServer, make: Make, tmp_path: Path
) -> None:
    """Several rows of the parent may cover one row together."""
    if server.version < 180000:
        pytest.skip("PostgreSQL 18 and later")
    tables = (
        "CREATE EXTENSION btree_gist SCHEMA public; CREATE TABLE public.c (k integer, during daterange);"
        "CREATE TABLE public.p (k integer, during daterange, PRIMARY KEY (k, during WITHOUT OVERLAPS));"
    )
    url = make(
        f"{tables} INSERT INTO public.p VALUES (1, '[2020-01-01,2021-01-01)'), (1, '[2021-01-01,2022-01-01)');"
        "INSERT INTO public.c VALUES (1, '[2020-06-01,2021-06-01)');"
    )
    key = "FOREIGN KEY (k, PERIOD during) REFERENCES public.p (k, PERIOD during)"
    assert not apply_sql(schemactl, url, f"{tables} ALTER TABLE public.c ADD {key};", tmp_path)


def test_parents_may_come_with_a_partition_the_plan_attaches(schemactl: Command, make: Make, tmp_path: Path) -> None:
    """They are not in the partitioned table before."""
    tables = (
        "CREATE TABLE public.p (id integer PRIMARY KEY) PARTITION BY RANGE (id);"
        "CREATE TABLE public.part (id integer PRIMARY KEY); CREATE TABLE public.c (p integer);"
    )
    url = make(f"{tables} INSERT INTO public.part VALUES (1); INSERT INTO public.c VALUES (1);")
    attach = "ALTER TABLE public.p ATTACH PARTITION public.part FOR VALUES FROM (0) TO (9);"
    key = "ALTER TABLE public.c ADD FOREIGN KEY (p) REFERENCES public.p;"
    assert not apply_sql(schemactl, url, tables + attach + key, tmp_path)


def test_a_data_step_may_take_away_what_has_no_parent(schemactl: Command, make: Make, declare: Declare) -> None:
    """Nobody asks about tables whose rows the plan changes."""
    target = declare(
        IMPORTS
        + """
Table("p", metadata, Column("id", Integer, primary_key=True, autoincrement=False), schema="public")
Table("c", metadata, Column("id", Integer, primary_key=True, autoincrement=False),
      Column("p", Integer, ForeignKey("public.p.id")), schema="public")
data_step("heal", metadata, sql="DELETE FROM public.c WHERE p = 9",
          when="SELECT EXISTS (SELECT FROM public.c WHERE p = 9)")
"""
    )
    done = schemactl("apply", "--yes", "--database-url", make(PARENTLESS), "--desired", target)
    assert done.code == 0, done.errors


def test_a_schema_may_be_renamed_by_the_plan_that_requires_values(
    schemactl: Command, make: Make, declare: Declare
) -> None:
    """Nothing is asked of names that are not there yet."""
    url = make("CREATE SCHEMA old; CREATE TABLE old.c (n integer); INSERT INTO old.c VALUES (1);")
    target = declare(
        IMPORTS
        + 'Schema("new", metadata, renamed_from="old")\n'
        + 'Table("c", metadata, Column("n", Integer, nullable=False), schema="new")'
    )
    done = schemactl("apply", "--yes", "--database-url", url, "--desired", target, "--schemas", "old,new")
    assert done.code == 0, done.errors


def test_checks_put_off_to_the_commit_do_not_keep_a_filled_table_from_being_altered(
    schemactl: Command, make: Make, declare: Declare
) -> None:
    """PostgreSQL alters no table with pending trigger events."""
    url = make(
        "CREATE TABLE public.p (id integer PRIMARY KEY); INSERT INTO public.p VALUES (2);"
        "CREATE TABLE public.c (p integer CONSTRAINT c_p_fkey REFERENCES public.p DEFERRABLE INITIALLY DEFERRED);"
        "INSERT INTO public.c VALUES (NULL);"
    )
    target = declare(
        IMPORTS
        + """
Table("p", metadata, Column("id", Integer, primary_key=True, autoincrement=False), schema="public")
Table("c", metadata, backfill("p", "2"),
      Column("p", Integer, ForeignKey("public.p.id", deferrable=True, initially="DEFERRED"), nullable=False),
      schema="public")
"""
    )
    done = schemactl("apply", "--yes", "--database-url", url, "--desired", target)
    assert done.code == 0, done.errors


def test_a_new_view_is_filled_in_the_transaction_that_makes_it(schemactl: Command, make: Make, tmp_path: Path) -> None:
    """A run that is interrupted leaves none that nobody can read: no difference would ever tell."""
    table = "CREATE TABLE public.t (n integer);"
    views = (
        "CREATE MATERIALIZED VIEW public.a AS SELECT n FROM public.t;"
        'CREATE MATERIALIZED VIEW public."b\'s" AS SELECT n FROM public.a;'
    )
    url = make(f"{table} INSERT INTO public.t VALUES (7);")
    (tmp_path / "desired.sql").write_text(f"{table} CREATE INDEX i ON public.t (n); {views}", encoding="utf-8")
    plan = schemactl("diff", "--format", "sql", "--live", url, "--desired", str(tmp_path / "desired.sql")).output
    made, filled = plan.index("CREATE MATERIALIZED VIEW public.a"), plan.index("REFRESH MATERIALIZED VIEW public.a")
    assert "COMMIT;" not in plan[made:filled]
    assert not apply_sql(schemactl, url, f"{table} CREATE INDEX i ON public.t (n); {views}", tmp_path)
    assert read_value(url, 'SELECT n FROM public."b\'s"') == 7


def test_a_comment_on_a_new_index_does_not_keep_it_from_being_built_last(
    schemactl: Command, make: Make, tmp_path: Path
) -> None:
    """Each in a transaction of its own."""
    table = "CREATE TABLE public.t (n integer);"
    (tmp_path / "desired.sql").write_text(
        f"{table} ALTER TABLE public.t ADD COLUMN m integer; CREATE INDEX i ON public.t (n);"
        "COMMENT ON INDEX public.i IS 'quick';",
        encoding="utf-8",
    )
    plan = schemactl(
        "diff", "--format", "sql", "--database-url", make(table), "--desired", str(tmp_path / "desired.sql")
    ).output
    altered, built, said = (plan.index(words) for words in ("add column", "CREATE INDEX i", "COMMENT ON INDEX"))
    assert "COMMIT;" in plan[altered:built]
    assert "COMMIT;" in plan[built:said]


def test_rows_that_break_a_check_are_found_before_anything_is_changed(
    schemactl: Command, make: Make, tmp_path: Path
) -> None:
    """NULL breaks none, and a check that needs what the plan makes cannot be asked about."""
    url = make("CREATE TABLE public.t (n integer); INSERT INTO public.t VALUES (-1), (NULL), (3);")
    errors = apply_sql(schemactl, url, "CREATE TABLE public.t (m integer, n integer CHECK (n > 0));", tmp_path)
    assert "1 rows of public.t break t_n_check" in errors
    assert (
        read_value(url, "SELECT count(*) FROM pg_attribute WHERE attrelid = 'public.t'::regclass AND attnum > 0") == 1
    )
    made = "CREATE FUNCTION public.fine(integer) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;"
    assert not apply_sql(schemactl, url, f"{made} CREATE TABLE public.t (n integer CHECK (public.fine(n)));", tmp_path)


@pytest.mark.parametrize(
    "narrowing",
    [
        ("varchar(100)", "varchar(5)", "'too long for it'", "value too long"),
        ("text", "varchar(5)", "'too long for it'", "value too long"),
        ("double precision", "integer", "1.75", "SC107 public.t.a holds 1 values"),
        ("numeric(10,4)", "numeric(10,2)", "1.2345", "SC107 public.t.a holds 1 values"),
        ("timestamptz", "date", "'2026-01-02 03:04:05+00'", "SC107 public.t.a holds 1 values"),
    ],
)
def test_no_value_is_cut_or_rounded_without_leave(
    schemactl: Command, make: Make, tmp_path: Path, narrowing: tuple[str, str, str, str]
) -> None:
    """A cast would do it without a word; an assignment is refused, or leave is asked."""
    before, after, value, said = narrowing
    url = make(f"CREATE TABLE public.t (a {before}); INSERT INTO public.t VALUES ({value})")
    assert said in apply_sql(schemactl, url, f"CREATE TABLE public.t (a {after});", tmp_path)
    assert read_value(url, f"SELECT a = {value} FROM public.t") is True


def test_a_column_that_is_not_kept_when_its_table_is_made_anew_is_a_loss(
    schemactl: Command, make: Make, tmp_path: Path
) -> None:
    """A plain table that becomes partitioned is rebuilt; what has no place there needs leave."""
    url = make("CREATE TABLE public.t (id integer, a integer); INSERT INTO public.t VALUES (1, 2)")
    parts = "CREATE TABLE public.t (id integer) PARTITION BY RANGE (id);"
    parts += "CREATE TABLE public.p PARTITION OF public.t DEFAULT;"
    assert "SC102 public.t.a holds 1 values" in apply_sql(schemactl, url, parts, tmp_path)
    assert read_value(url, "SELECT a FROM public.t") == 2
