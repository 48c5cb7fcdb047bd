"""A deploy in phases: old code goes on under old names until the contract phase takes them away."""

from __future__ import annotations

import json
from collections.abc import Iterator

import psycopg
import pytest

from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.e2e.conftest import Command, Declare
from tests.fixtures.main_job import read_value, url_of

LIVE = """
CREATE TABLE public.letters (
    id integer PRIMARY KEY,
    writer text NOT NULL,
    body text NOT NULL DEFAULT 'hello',
    pages integer
);
ALTER TABLE public.letters ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.letters USING (writer = current_user);
GRANT SELECT, INSERT, UPDATE (body) ON public.letters TO authenticated;
INSERT INTO public.letters VALUES (1, 'authenticated', 'dear you', 3), (2, 'somebody else', 'dear me', 1);
CREATE TABLE public.stamps (id integer, letter_id integer);
INSERT INTO public.stamps VALUES (1, 1), (2, 2), (3, NULL);
CREATE FUNCTION public.old_call() RETURNS integer LANGUAGE sql AS 'SELECT 1';
"""

DECLARED = """
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text
from schemactl import Grant, Policy, RowSecurity, Schema, moved_from, renamed_from

metadata = MetaData(naming_convention={"fk": "%(table_name)s_%(column_0_name)s_fkey"})
Schema("post", metadata, grants=[Grant("usage", to="authenticated")])
letters = Table(
    "letters", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("author", Text, renamed_from("writer"), nullable=False),
    Column("body", Text, nullable=False, server_default="hello"),
    Column("sheets", Integer),
    RowSecurity(), Policy("own", using="author = current_user"),
    Grant("select, insert, update", to="authenticated"),
    moved_from("public.letters", keep_alias=True),
    schema="post",
)
stamps = Table(
    "stamps", metadata,
    Column("id", Integer), Column("letter_id", Integer, ForeignKey("post.letters.id")),
    schema="public",
)
"""


@pytest.fixture
def live(server: ScratchServer) -> Iterator[str]:
    """Return the URL of a database with rows that old code works on."""
    with scratch_database(server, "phases") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute(b"DO $$ BEGIN CREATE ROLE authenticated; EXCEPTION WHEN duplicate_object THEN END $$")
            connection.execute(LIVE.encode())
        yield url_of(server, name)


@pytest.fixture
def letters(declare: Declare) -> str:
    """Return the target that declares where the letters go."""
    return declare(DECLARED)


def flags(url: str, target: str) -> list[str]:
    """Return the flags every command needs."""
    return ["--database-url", url, "--desired", target, "--schemas", "public,post"]


@pytest.fixture
def moved(schemactl: Command, live: str, letters: str) -> str:
    """Return the live database after a deploy without a phase."""
    done = schemactl("apply", "--yes", "--allow", "SC102", *flags(live, letters))
    assert done.code == 0, done.errors
    return live


def test_old_code_goes_on_under_the_old_name_with_its_own_rights(moved: str) -> None:
    """Rows, columns, writes, privileges and row security are what they were."""
    with psycopg.connect(moved, autocommit=True) as old_code:
        old_code.execute("SET ROLE authenticated")
        assert old_code.execute("SELECT id, writer, body FROM public.letters").fetchall() == [
            (1, "authenticated", "dear you")
        ]
        old_code.execute("INSERT INTO public.letters (id, writer) VALUES (7, current_user)")
        old_code.execute("UPDATE public.letters SET body = 'goodbye' WHERE id = 7")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            old_code.execute("DELETE FROM public.letters")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            old_code.execute("INSERT INTO public.letters (id, writer) VALUES (8, 'somebody else')")
    assert read_value(moved, "SELECT array_agg(body ORDER BY id) FROM post.letters") == [
        "dear you",
        "dear me",
        "goodbye",
    ]


def test_an_old_name_is_neither_a_difference_nor_drift_and_is_named(
    schemactl: Command, moved: str, letters: str
) -> None:
    """Nor does the next deploy take it away."""
    for command in ("diff", "drift"):
        again = schemactl(command, *flags(moved, letters))
        assert again.code == 0, again.output
        assert "an old name still stands: public.letters for post.letters" in again.output
    assert schemactl("apply", "--yes", *flags(moved, letters)).code == 0
    assert read_value(moved, "SELECT to_regclass('public.letters') IS NOT NULL")


def test_the_contract_phase_ends_the_old_name_for_good(schemactl: Command, moved: str, letters: str) -> None:
    """`debt` names it until then, and a later deploy does not bring it back."""
    pending = schemactl("debt", *flags(moved, letters))
    assert pending.code == 2
    assert "DROP VIEW public.letters" in pending.output
    ended = schemactl("apply", "--yes", "--phase", "contract", *flags(moved, letters))
    assert ended.code == 0, ended.errors
    assert read_value(moved, "SELECT to_regclass('public.letters') IS NULL")
    assert read_value(moved, "SELECT count(*) FROM post.letters") == 2
    assert schemactl("diff", *flags(moved, letters)).summary.startswith("in sync")
    assert schemactl("debt", *flags(moved, letters)).code == 0
    assert read_value(moved, "SELECT to_regclass('public.letters') IS NULL")


def test_an_old_name_survives_a_change_of_its_table(schemactl: Command, moved: str, declare: Declare) -> None:
    """It shows what is left of the columns it had."""
    changed = DECLARED.replace('Column("id", Integer, primary', 'Column("id", BigInteger, primary').replace(
        "import Column", "import BigInteger, Column"
    )
    target = declare(changed.replace('"body", Text, nullable=False', '"text", Text'))
    done = schemactl("apply", "--yes", "--allow", "SC102", *flags(moved, target))
    assert done.code == 0, done.errors
    columns = (
        "SELECT array_agg(attname::text ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'public.letters'::regclass"
    )
    assert read_value(moved, columns) == ["id", "writer"]
    assert read_value(moved, "SELECT has_table_privilege('authenticated', 'public.letters', 'SELECT')")


def test_phases_lead_to_the_same_end_and_remove_nothing_before_the_last(
    schemactl: Command, live: str, letters: str
) -> None:
    """What loses values is refused until allowed, as without phases."""
    expanded = schemactl("apply", "--yes", "--phase", "expand", *flags(live, letters))
    assert expanded.code == 0, expanded.errors
    assert "for a later phase" in expanded.output
    assert read_value(live, "SELECT count(pages) FROM post.letters") == 2
    assert read_value(live, "SELECT public.old_call()") == 1
    assert schemactl("diff", "--phase", "expand", *flags(live, letters)).code == 0
    pending = json.loads(schemactl("debt", "--format", "json", *flags(live, letters)).output)
    assert {loss for statement in pending["statements"] for loss in statement["loses"]} == {"post.letters.pages"}
    assert schemactl("diff", *flags(live, letters)).code == 2
    refused = schemactl("apply", "--yes", "--phase", "contract", *flags(live, letters))
    assert (refused.code, "SC102" in refused.errors) == (3, True)
    done = schemactl("apply", "--yes", "--phase", "contract", "--allow", "SC102", *flags(live, letters))
    assert done.code == 0, done.errors
    assert schemactl("diff", *flags(live, letters)).code == 0
    assert read_value(live, "SELECT to_regprocedure('public.old_call()') IS NULL")


def test_a_foreign_key_is_added_unvalidated_and_validated_in_a_transaction_of_its_own(
    schemactl: Command, live: str, letters: str
) -> None:
    """Nobody waits while the rows are read."""
    plan = schemactl("diff", "--format", "sql", *flags(live, letters)).output
    added, validated = plan.index("NOT VALID"), plan.index("VALIDATE CONSTRAINT stamps_letter_id_fkey")
    assert "COMMIT;" in plan[added:validated]


def test_rows_without_parents_are_found_before_anything_is_changed(
    schemactl: Command, moved: str, letters: str
) -> None:
    """The run does not stop half-way."""
    with connect(moved) as connection:
        connection.execute(b"ALTER TABLE public.stamps DROP CONSTRAINT stamps_letter_id_fkey")
        connection.execute(b"INSERT INTO public.stamps VALUES (4, 99)")
    blocked = schemactl("apply", "--yes", *flags(moved, letters))
    assert blocked.code == 3
    assert "1 rows of public.stamps refer to a row that post.letters does not have" in blocked.errors


def test_a_required_column_gets_its_values_before_it_is_required(
    schemactl: Command, moved: str, declare: Declare
) -> None:
    """And its default is for new rows only."""
    words = 'Column("words", Integer, nullable=False, server_default="0"), backfill("words", "length(body)"),'
    added = DECLARED.replace("    RowSecurity()", f"    {words}\n    RowSecurity()").replace(
        "import Grant", "import Grant, backfill"
    )
    done = schemactl("apply", "--yes", *flags(moved, declare(added)))
    assert done.code == 0, done.errors
    assert read_value(moved, "SELECT array_agg(words ORDER BY id) FROM post.letters") == [8, 7]
    with connect(moved) as connection:
        connection.execute(b"INSERT INTO post.letters (id, author) VALUES (9, 'me')")
    assert read_value(moved, "SELECT words FROM post.letters WHERE id = 9") == 0


def test_old_names_keep_the_rights_of_columns_that_are_renamed_and_of_a_former_owner(
    schemactl: Command, live: str, letters: str
) -> None:
    """Old code may be logged in as the owner of the table, and that is not who owns the view."""
    with connect(live) as connection:
        connection.execute(b"REVOKE ALL ON public.letters FROM authenticated")
        connection.execute(b"GRANT SELECT (id, writer), UPDATE (writer) ON public.letters TO authenticated")
        connection.execute(b"DO $$ BEGIN CREATE ROLE former_owner; EXCEPTION WHEN duplicate_object THEN END $$")
        connection.execute(b"ALTER TABLE public.letters OWNER TO former_owner")
        connection.execute(b"CREATE SCHEMA post")
        connection.execute(b"GRANT USAGE ON SCHEMA post TO authenticated, former_owner")
    done = schemactl("apply", "--yes", "--allow", "SC102", *flags(live, letters))
    assert done.code == 0, done.errors
    with psycopg.connect(live, autocommit=True) as old_code:
        old_code.execute("SET ROLE authenticated")
        old_code.execute("UPDATE public.letters SET writer = 'authenticated' WHERE id = 1")
        assert old_code.execute("SELECT id, writer FROM public.letters").fetchall() == [(1, "authenticated")]
    privileges = "SELECT has_table_privilege('former_owner', 'public.letters', 'SELECT, INSERT, UPDATE, DELETE')"
    assert read_value(live, privileges)


def test_an_old_name_still_shows_a_column_that_is_renamed_once_more(
    schemactl: Command, moved: str, declare: Declare
) -> None:
    """What the table calls it now is nothing to old code."""
    again = DECLARED.replace('"author", Text, renamed_from("writer")', '"sender", Text, renamed_from("author")')
    done = schemactl("apply", "--yes", *flags(moved, declare(again.replace("author = current", "sender = current"))))
    assert done.code == 0, done.errors
    assert read_value(moved, "SELECT array_agg(writer ORDER BY id) FROM public.letters") == [
        "authenticated",
        "somebody else",
    ]


def test_the_schema_of_an_old_name_stays_as_long_as_the_name(schemactl: Command, live: str, declare: Declare) -> None:
    """Although it is declared no more."""
    with connect(live) as connection:
        connection.execute(b"CREATE SCHEMA attic")
        connection.execute(b"ALTER TABLE public.letters SET SCHEMA attic")
    target = declare(DECLARED.replace('"public.letters"', '"attic.letters"'))
    place = [*flags(live, target)[:-1], "public,post,attic"]
    assert schemactl("apply", "--yes", "--allow", "SC102", *place).code == 0
    assert schemactl("drift", *place).code == 0
    assert read_value(live, "SELECT count(*) FROM attic.letters") == 2
    assert schemactl("apply", "--yes", "--phase", "contract", *place).code == 0
    assert read_value(live, "SELECT to_regnamespace('attic') IS NULL")


def test_a_name_that_is_declared_for_something_else_is_no_alias(
    schemactl: Command, live: str, declare: Declare
) -> None:
    """Whatever it is that takes the name."""
    view = 'MaterializedView("letters", metadata, "SELECT count(*) AS n FROM post.letters", schema="public")'
    target = declare(DECLARED.replace("import Grant", "import Grant, MaterializedView") + view)
    done = schemactl("apply", "--yes", "--allow", "SC102", *flags(live, target))
    assert done.code == 0, done.errors
    assert read_value(live, "SELECT n FROM public.letters") == 2
    assert schemactl("diff", *flags(live, target)).code == 0


def test_a_table_is_moved_and_its_new_column_filled_in_one_plan(
    schemactl: Command, live: str, declare: Declare
) -> None:
    """The backfill finds the table under its new name."""
    words = 'Column("words", Integer, nullable=False), backfill("words", "length(body)"),'
    added = DECLARED.replace("    RowSecurity()", f"    {words}\n    RowSecurity()").replace(
        "import Grant", "import Grant, backfill"
    )
    done = schemactl("apply", "--yes", "--allow", "SC102", *flags(live, declare(added)))
    assert done.code == 0, done.errors
    assert read_value(live, "SELECT array_agg(words ORDER BY id) FROM post.letters") == [8, 7]


def test_values_are_combined_once_however_many_phases_are_applied(
    schemactl: Command, live: str, declare: Declare
) -> None:
    """And a plan that ends early is called proven."""
    with connect(live) as connection:
        connection.execute(b"CREATE TABLE public.notes (id integer PRIMARY KEY, body text)")
        connection.execute(b"INSERT INTO public.notes VALUES (1, ' and me'), (5, 'new')")
    merge = """merged_from("public.notes", key=["id"], columns={"author": "'me'"},
        combine={"body": "target.body || source.body"})"""
    target = declare(
        DECLARED.replace("    RowSecurity()", f"    {merge},\n    RowSecurity()").replace(
            "import Grant", "import Grant, merged_from"
        )
    )
    for phase in ("expand", "migrate", "migrate", "contract", "contract"):
        done = schemactl("apply", "--yes", "--phase", phase, "--allow", "SC102", *flags(live, target))
        assert (done.code, "PROOF FAILED" in done.output) == (0, False), done.output + done.errors
    assert read_value(live, "SELECT array_agg(body ORDER BY id) FROM post.letters") == [
        "dear you and me",
        "dear me",
        "new",
    ]
