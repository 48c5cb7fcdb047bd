"""Functions know no more than their caller: what Ben gets from one is the same whether Anna has rows or not."""

from __future__ import annotations

import itertools
import json
import re

import psycopg
import pytest

from schemactl.declare.target import Target
from tests.schema.api.conftest import ANNA, BEN, Connection, call, key, speaking_as, value
from tests.schema.api.test_api_functions import AS_READER, EVERY_CALL
from tests.schema.rls.attempts import undone
from tests.schema.rls.rights import read_rights

HER_ID = re.compile(rf"{ANNA[:8]}(?=-)")

TRIGGERS = {
    "handle_new_user": "INSERT INTO auth.users (id, email) VALUES (gen_random_uuid(), 'carl@example.org')",
    "take_owner_of_book": "UPDATE public.book_collections SET user_id = gen_random_uuid()",
    "touch_updated_at": "UPDATE public.profiles SET full_name = 'Anne'",
    "update_book_pomodoro_totals": "UPDATE public.pomodoro_sessions SET ended_at = now()",
    "update_notes_count": "DELETE FROM public.user_notes",
    "update_tag_usage_count": "DELETE FROM public.book_tag_assignments",
}
"""A statement that makes each trigger function run."""

HELPERS = {
    "acts_for": f"SELECT public.get_user_activity_summary('{ANNA}')",
}
"""Functions that other functions call, and a statement of a reader's in which they are called."""

CALLS = "SELECT funcname::text, calls FROM pg_catalog.pg_stat_xact_user_functions WHERE schemaname = 'public'"
DECLARED = """
SELECT oid::regprocedure::text FROM pg_catalog.pg_proc
WHERE pronamespace IN ('public'::regnamespace, 'chat'::regnamespace)
    AND prolang IN (SELECT oid FROM pg_catalog.pg_language WHERE lanname IN ('sql', 'plpgsql'))
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
"""


MORE_CALLS = {
    "get_collection_hierarchy": [f"'{ANNA}', '{key('a', 'c001')}'"],
    "get_collection_hierarchy_cached": [f"'{ANNA}', '{key('a', 'c001')}'"],
    "search_user_books": [f"'{ANNA}', NULL, '{json.dumps({'collections': [key('a', 'c003')]})}'"],
}
"""Arguments that name rows in a way no other test needs."""


def mixtures(arguments: str) -> list[str]:
    """Return arguments with Anna's ids in them, and with every mixture of hers and Ben's."""
    first, *others = HER_ID.split(arguments)
    return [
        first + "".join(whose + text for whose, text in zip(mixture, others, strict=True))
        for mixture in itertools.product((ANNA[:8], BEN[:8]), repeat=len(others))
        if ANNA[:8] in mixture
    ]


HER_ROWS = " UNION ALL ".join(
    f"SELECT '{relation} ' || r::text AS row FROM {relation} AS r WHERE r::text LIKE '%{ANNA[:8]}%'"
    for relation in read_rights()
)

QUESTIONS = [
    pytest.param(function, arguments, id=f"{function}-{number}")
    for function, (calls, _) in sorted(AS_READER.items())
    for number, arguments in enumerate(
        itertools.chain.from_iterable(mixtures(text) for text in [calls, *MORE_CALLS.get(function, [])])
    )
    if function != "jsonb_uuid_elems"  # reads no table
]


def her_rows(database: Connection) -> str:
    """Return a checksum of every row that names Anna, wherever it is."""
    return str(value(database, f"SELECT md5(string_agg(row, '/' ORDER BY row)) FROM ({HER_ROWS}) AS hers"))


def answer(database: Connection, function: str, arguments: str) -> object:
    """Return what Ben gets: rows, or the code and words of an error."""
    try:
        with undone(database), speaking_as(database, "authenticated", BEN):
            return call(database, function, arguments)
    except psycopg.Error as refusal:
        return refusal.sqlstate, refusal.diag.message_primary


@pytest.mark.parametrize(("function", "arguments"), QUESTIONS)
def test_an_answer_does_not_depend_on_another_readers_rows(database: Connection, function: str, arguments: str) -> None:
    """Asked with Anna's ids, and with mixtures of hers and his own, Ben cannot even tell that she exists."""
    with_her = answer(database, function, arguments)
    with undone(database):
        database.execute("DELETE FROM auth.users WHERE id = %s", [ANNA])
        database.execute("SELECT public.refresh_all_analytics_views()")
        assert answer(database, function, arguments) == with_her


@pytest.mark.parametrize(("function", "arguments"), QUESTIONS)
def test_a_call_changes_nothing_of_another_reader(database: Connection, function: str, arguments: str) -> None:
    """Whatever Ben mixes into the arguments, no row that names Anna is another one afterwards."""
    before = her_rows(database)
    try:
        with speaking_as(database, "authenticated", BEN):
            call(database, function, arguments)
    except psycopg.errors.InsufficientPrivilege:
        pass
    assert her_rows(database) == before


@pytest.mark.parametrize("function", sorted(AS_READER))
def test_no_call_changes_what_is_paid_for(database: Connection, function: str) -> None:
    """Anna may call them all, and her profile and her bill stay what they were."""
    paid = "SELECT to_jsonb(p) - 'updated_at', (SELECT count(*) FROM public.usage_records) FROM public.profiles AS p"
    before = database.execute(paid).fetchall()
    with speaking_as(database, "authenticated", ANNA):
        call(database, function, AS_READER[function][0])
    assert database.execute(paid).fetchall() == before


@pytest.mark.parametrize("function", sorted({**TRIGGERS, **HELPERS}))
def test_functions_nobody_calls_by_name_are_run(database: Connection, function: str) -> None:
    """A statement fires the trigger, or calls a function that calls it."""
    before = dict(database.execute(CALLS).fetchall()).get(function, 0)
    database.execute("SET LOCAL track_functions = 'all'")
    if function in TRIGGERS:
        database.execute(TRIGGERS[function].encode())
    else:
        with speaking_as(database, "authenticated", ANNA):
            database.execute(HELPERS[function].encode())
    assert dict(database.execute(CALLS).fetchall()).get(function, 0) > before


def test_every_function_of_the_database_is_called_by_a_test(database: Connection, target: Target) -> None:
    """One that is declared tomorrow, in a file or in Python, and that no test calls, fails here."""
    called = {*EVERY_CALL, *TRIGGERS, *HELPERS}
    declared = [signature for (signature,) in database.execute(DECLARED).fetchall()]
    assert sorted(re.search(r"(\w+)\(", signature)[1] for signature in declared) == sorted(called)
    assert len([one for one in target.declarations if one.title.startswith("function ")]) == len(called)
