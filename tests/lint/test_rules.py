"""Every rule finds what it is for and leaves the rest alone, on a real server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from schemactl.lint.run import lint_database, rules
from schemactl.model.diagnostic import Diagnostic
from tests.lint.examples import EXAMPLES, SECURE, Example, a_function, a_trigger

Lint = Callable[[str], tuple[Diagnostic, ...]]
Linted = Callable[[str], AbstractContextManager[Any]]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_bad_example_is_found(lint: Lint, example: Example) -> None:
    """A rule finds its fault, once, and says where."""
    messages = [finding.message for finding in lint(example.bad) if finding.code == example.rule]
    assert len(messages) == 1
    assert example.message in messages[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_good_example_is_left_alone(lint: Lint, example: Example) -> None:
    """A rule says nothing where its fault is corrected."""
    assert [finding for finding in lint(example.good) if finding.code == example.rule] == []


def test_every_rule_has_an_example() -> None:
    """No rule is untried; the one about waivers needs no SQL."""
    assert [example.rule for example in EXAMPLES] == [rule.id for rule in rules() if rule.id < "SL900"]


def test_ids_and_names_are_unique_and_every_rule_explains_itself() -> None:
    """Ids and names are given once, and a rule says what it finds, why that matters and what to do."""
    described = rules()
    assert len({rule.id for rule in described}) == len({rule.name for rule in described}) == len(described)
    assert all(rule.finds.endswith(".") and rule.why.endswith(".") and rule.fix.endswith(".") for rule in described)


FAULTS_OF_LEGACY = {
    "SL001": 2,  # two functions without search_path
    "SL002": 47,  # nearly all of them open to everybody
    "SL003": 38,  # another user's id is believed
    "SL006": 19,  # statements that fail, in seventeen functions
    "SL007": 1,  # the extraction jobs have no updated_at
    "SL008": 1,  # ending a pomodoro session changes nothing
    "SL009": 1,  # get_collection_hierarchy(uuid) is ambiguous
    "SL104": 84,  # all policies are for PUBLIC
    "SL105": 4,  # "Service can ..." serves everybody else
    "SL106": 79,  # auth.uid() per row
    "SL107": 18,
    "SL108": 7,  # rows nobody sees
    "SL109": 28,
    "SL151": 1,  # the cached folder tree of all users
    "SL201": 6,
    "SL202": 3,
    "SL203": 15,
    "SL304": 1,  # ocr_last_reset
}


def test_faults_of_the_legacy_database_are_found(legacy: tuple[Diagnostic, ...]) -> None:
    """The rules find what is known to be wrong with the legacy database, and nothing of what is not."""
    assert Counter(finding.code for finding in legacy) == FAULTS_OF_LEGACY


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("SL001", "get_book_highlights(uuid, boolean)"),
        ("SL003", "get_user_usage_stats(uuid)"),
        ("SL006", "check_performance_alerts(uuid, text, numeric, bigint) does not exist"),
        ("SL006", 'column reference "total_pages" is ambiguous'),
        ("SL006", "column dr.target_document_id does not exist"),
        ("SL006", 'relation "collection_hierarchy_cache" does not exist'),
        ("SL007", "public.memory_extraction_jobs"),
        ("SL008", "trigger_update_book_pomodoro_totals"),
        ("SL105", "Service can insert usage records"),
        ("SL108", "column user_id of public.query_performance_log"),
        ("SL151", "public.collection_hierarchy_cache"),
        ("SL201", "related_description_id"),
        ("SL202", "idx_book_tags_name"),
        ("SL203", "idx_user_books_user_id"),
        ("SL304", "ocr_last_reset"),
    ],
)
def test_a_known_fault_is_named(legacy: tuple[Diagnostic, ...], rule: str, words: str) -> None:
    """A finding says which object of the legacy database it is about."""
    assert any(finding.code == rule and words in finding.message for finding in legacy)


BODIES_WITHOUT_FAULT = {
    "loops, records and cursors": """
        <<block>> DECLARE row record; total integer := 0; c CURSOR FOR SELECT id FROM public.books;
        BEGIN
          FOR row IN SELECT * FROM public.books LOOP total := total + length(row.title); END LOOP;
          FOR i IN 1..10 LOOP total := total + i; END LOOP;
          FOR i IN REVERSE 10..1 BY 2 LOOP CONTINUE WHEN i = 3; END LOOP;
          FOREACH total IN ARRAY ARRAY[1, 2] LOOP RAISE NOTICE 'FROM nowhere %', total; END LOOP;
          WHILE total < 10 LOOP total := block.total + 1; EXIT; END LOOP;
          RETURN total;
        END""",
    "INTO in all its places": """
        DECLARE a integer; b text; one public.books%ROWTYPE; t public.books.title%TYPE;
        BEGIN
          SELECT 1, 'x' INTO STRICT a, b;
          INSERT INTO public.books (id, user_id) VALUES (gen_random_uuid(), gen_random_uuid()) RETURNING * INTO one;
          SELECT INTO t title FROM public.books WHERE id = one.id;
          MERGE INTO public.books USING (SELECT one.id AS id) AS s ON s.id = books.id
          WHEN MATCHED THEN UPDATE SET title = t;
          GET DIAGNOSTICS a = ROW_COUNT;
          RETURN a;
        END""",
    "CASE, nested blocks and handlers": """
        DECLARE n CONSTANT integer NOT NULL DEFAULT CASE WHEN true THEN 1 ELSE 2 END; m text;
        BEGIN
          CASE n WHEN 1 THEN m := 'a'; ELSE m := CASE WHEN n = 2 THEN 'b' END; END CASE;
          IF CASE WHEN m = 'a' THEN true ELSE false END THEN
            DECLARE m integer := 3; BEGIN m := m + 1; EXCEPTION WHEN OTHERS THEN RAISE '%', SQLERRM; END;
          ELSIF EXISTS (SELECT FROM public.books) THEN NULL;
          END IF;
          EXECUTE 'DELETE FROM nowhere';
          RETURN length(m);
        EXCEPTION WHEN division_by_zero THEN m := SQLERRM || SQLSTATE; RETURN 0;
        END""",
    "temporary tables": """
        BEGIN
          CREATE TEMP TABLE picked ON COMMIT DROP AS SELECT id FROM public.books;
          RETURN (SELECT count(*) FROM picked);
        END""",
    "a directive and its own name": """
        #variable_conflict use_column
        DECLARE title text;
        BEGIN
          SELECT title INTO title FROM public.books WHERE id = f.a AND user_id = $1;
          RETURN 1;
        END""",
}


@pytest.mark.parametrize("name", BODIES_WITHOUT_FAULT)
def test_sound_body_is_left_alone(lint: Lint, name: str) -> None:
    """PL/pgSQL in all its forms is read without a false alarm."""
    sql = SECURE + a_function(BODIES_WITHOUT_FAULT[name], arguments="a uuid", options="SET search_path = ''")
    assert [finding.message for finding in lint(sql) if finding.code == "SL006"] == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("BEGIN\nPERFORM public.nothing();\nRETURN 1;\nEND", "line 2 of function public.f(uuid)"),
        (
            "BEGIN\n\nIF EXISTS (SELECT FROM\npublic.nothing) THEN RETURN 1; END IF;\nEND",
            "line 4 of function public.f(uuid)",
        ),
        ("DECLARE x public.books; BEGIN x.title := public.nothing(1); END", "public.nothing(integer) does not exist"),
        ("DECLARE x nothing%ROWTYPE; BEGIN x := NULL; RETURN (SELECT 1); END", 'relation "nothing" does not exist'),
        ("BEGIN FOR i IN 1..2 LOOP DELETE FROM public.books WHERE nr = i; END LOOP; END", 'column "nr" does not exist'),
        ("BEGIN RETURN (SELECT a.id FROM public.books AS b); END", "missing FROM-clause entry for table"),
        ("BEGIN REFRESH MATERIALIZED VIEW CONCURRENTLY nothing WITH DATA; END", 'relation "nothing" does not exist'),
        (
            "BEGIN INSERT INTO public.books (id) VALUES (a) ON CONFLICT (title) DO NOTHING; END",
            "no unique or exclusion",
        ),
    ],
)
def test_broken_statement_is_found_wherever_it_stands(lint: Lint, body: str, reason: str) -> None:
    """A statement that cannot work is found with its line, in whatever part of the body."""
    sql = SECURE + a_function(body, arguments="a uuid", options="SET search_path = ''")
    assert any(reason in finding.message for finding in lint(sql) if finding.code == "SL006")


def test_trigger_function_is_tried_for_each_of_its_tables(lint: Lint) -> None:
    """NEW and OLD have the columns of the table the trigger is on."""
    body = "BEGIN PERFORM 1 WHERE NEW.title = OLD.missing AND TG_OP = 'UPDATE'; RETURN NEW; END"
    messages = [finding.message for finding in lint(a_trigger(body)) if finding.code == "SL006"]
    assert len(messages) == 1
    assert '"old" has no field "missing"' in messages[0]


def test_caller_is_asked_for_through_other_functions(lint: Lint) -> None:
    """A function that leaves the question who is calling to another function has asked it."""
    helper = a_function("SELECT 1 WHERE a = auth.uid()", name="own", arguments="a uuid", language="sql")
    body = "BEGIN RETURN public.own(a); END"
    sql = helper + a_function(body, arguments="a uuid", options="SECURITY DEFINER SET search_path = ''")
    assert "SL003" not in {
        finding.code for finding in lint(f"{sql} GRANT EXECUTE ON FUNCTION public.f TO authenticated;")
    }


def test_nothing_that_is_tried_stays(linted: Linted) -> None:
    """The database is the same after the lint as before, and an event trigger sees none of it."""
    sql = SECURE + a_function("BEGIN RETURN (SELECT 1); END") + a_function("SELECT 1", name="g", language="sql")
    sql += """
        CREATE FUNCTION public.refuse() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END';
        CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION public.refuse();
    """
    count = "SELECT (SELECT count(*) FROM pg_proc), (SELECT count(*) FROM pg_class), current_setting('search_path')"
    with linted(sql) as connection:
        before = connection.execute(count).fetchone()
        codes = {finding.code for finding in lint_database(connection, ["public"])}
        assert connection.execute(count).fetchone() == before
    assert {"SL005", "SL006"}.isdisjoint(codes)


def test_hostile_names_are_no_trouble(lint: Lint) -> None:
    """Names with quotes, braces, blanks and line ends go through every rule."""
    table = 'public."a ""b"" {c}\nd"'
    sql = f"""
        CREATE TABLE {table} (id serial PRIMARY KEY, "user id {{}}" uuid, at timestamp, j json);
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY "p {{x}} \n q" ON {table} USING ("user id {{}}" = auth.uid());
        CREATE INDEX "i {{" ON {table} ("user id {{}}");
        CREATE FUNCTION public."f {{"("x {{" uuid) RETURNS integer LANGUAGE plpgsql
        AS 'BEGIN RETURN (SELECT 1 FROM nothing); END';
    """
    assert {"SL006", "SL104", "SL106", "SL108", "SL303", "SL304", "SL305"} <= {finding.code for finding in lint(sql)}
