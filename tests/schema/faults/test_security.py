"""Faults 1 to 6: who could read, write and erase what was not theirs. Each test fails where the fault was."""

from __future__ import annotations

import pytest

from tests.schema.conftest import ANN, ANNS_BOOK, BEN, BENS_BOOK
from tests.schema.faults.side import Side, holds_only_in

OUR_FUNCTIONS = """
    pg_catalog.pg_proc AS function
    WHERE function.pronamespace::regnamespace::text IN ('public', 'chat')
        AND function.prolang IN (SELECT oid FROM pg_catalog.pg_language WHERE lanname IN ('sql', 'plpgsql'))
        AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = function.oid AND deptype = 'e')
"""
OUR_TABLES = """
    pg_catalog.pg_class AS relation
    WHERE relation.relnamespace::regnamespace::text IN ('public', 'chat') AND relation.relkind IN ('r', 'p')
"""
COPY_ANNS_BOOK = f"INSERT INTO public.user_books_partitioned SELECT * FROM public.user_books WHERE id = '{ANNS_BOOK}'"


# 1. Functions that run with the rights of their owner.


def test_nobody_reads_another_readers_books_through_a_function(ours: Side, legacy: Side) -> None:
    """Searching Ann's library gives Ann's book to Ann, and nothing to Ben or to a visitor."""

    def holds(side: Side) -> bool:
        search = f"SELECT title FROM public.search_user_books('{ANN}')"
        assert side.reads(search, role="authenticated", user=ANN) == [("Rivers",)]
        return not side.reads(search, role="authenticated", user=BEN) and not side.reads(search, role="anon")

    holds_only_in(ours, legacy, holds)


def test_nobody_reads_another_readers_vectors_through_a_function(ours: Side, original: Side) -> None:
    """The text of Ann's chunks is Ann's."""

    def holds(side: Side) -> bool:
        side.run(
            "INSERT INTO public.embedding_metadata (user_id, book_id, provider, vector_id, chunk_text)"
            f" VALUES ('{ANN}', '{ANNS_BOOK}', 'local', '1', 'It rises in the hills.')"
        )
        chunks = f"SELECT chunk_text FROM public.get_book_embeddings('{ANNS_BOOK}')"
        assert side.reads(chunks, role="authenticated", user=ANN)
        return not side.reads(chunks, role="authenticated", user=BEN)

    holds_only_in(ours, original, holds)


def test_nobody_but_the_service_erases_a_reader(ours: Side, original: Side) -> None:
    """A visitor who calls the clean-up with Ann's id is refused, and her books stay."""

    def holds(side: Side) -> bool:
        side.run(COPY_ANNS_BOOK)
        erase = f"SELECT public.cleanup_user_data('{ANN}')"
        return side.is_refused(erase, role="anon") and side.is_refused(erase, role="authenticated", user=BEN)

    holds_only_in(ours, original, holds)


def test_erasing_a_reader_leaves_nothing(ours: Side, original: Side) -> None:
    """After the service has called the clean-up there is no book, note or conversation of Ann's."""

    def holds(side: Side) -> bool:
        side.run(f"SELECT public.cleanup_user_data('{ANN}')", role="service_role")
        tables = ("public.user_books", "public.user_notes", "public.pomodoro_sessions", "{chat}.conversations")
        return not any(side.value(f"SELECT count(*) FROM {table} WHERE user_id = '{ANN}'") for table in tables)

    holds_only_in(ours, original, holds)


def test_visitors_may_execute_no_function(ours: Side, legacy: Side) -> None:
    """EXECUTE is granted to whoever calls a function, not to everybody."""

    def holds(side: Side) -> bool:
        return not side.value(
            f"SELECT count(*) FROM {OUR_FUNCTIONS} AND has_function_privilege('anon', function.oid, 'EXECUTE')"
        )

    holds_only_in(ours, legacy, holds)


def test_functions_with_the_rights_of_their_owner_pin_their_search_path(ours: Side, legacy: Side) -> None:
    """No caller decides which table a name in them means."""

    def holds(side: Side) -> bool:
        return not side.value(
            f"SELECT count(*) FROM {OUR_FUNCTIONS} AND function.prosecdef"
            " AND function.proconfig IS DISTINCT FROM ARRAY['search_path=\"\"']"
        )

    holds_only_in(ours, legacy, holds)


def test_few_functions_run_with_the_rights_of_their_owner(ours: Side, legacy: Side) -> None:
    """Most need no more than their caller has; those that do are fewer than a third."""

    def holds(side: Side) -> bool:
        powerful, all_of_them = side.rows(
            f"SELECT count(*) FILTER (WHERE function.prosecdef), count(*) FROM {OUR_FUNCTIONS}"
        )[0]
        return bool(powerful * 3 < all_of_them)

    holds_only_in(ours, legacy, holds)


# 2. Partitions without row security, materialized views open to everybody.


def test_every_table_has_row_security(ours: Side, original: Side) -> None:
    """Partitions and their parents included."""

    def holds(side: Side) -> bool:
        return not side.value(f"SELECT count(*) FROM {OUR_TABLES} AND NOT relation.relrowsecurity")

    holds_only_in(ours, original, holds)


def test_nobody_reads_another_readers_books_through_the_partitioned_table(ours: Side, original: Side) -> None:
    """Neither a visitor nor Ben sees Ann's book there, or in one of the partitions."""

    def holds(side: Side) -> bool:
        side.run(COPY_ANNS_BOOK)
        partitions = side.rows(
            "SELECT inhrelid::regclass::text FROM pg_catalog.pg_inherits"
            " WHERE inhparent = 'public.user_books_partitioned'::regclass"
        )
        assert partitions
        return not any(
            side.reads(f"SELECT * FROM {table}", role=role, user=user)
            for table in ("public.user_books_partitioned", *(name for (name,) in partitions))
            for role, user in (("anon", ""), ("authenticated", BEN))
        )

    holds_only_in(ours, original, holds)


@pytest.mark.parametrize(
    ("view", "was"),
    [("public.collection_hierarchy_cache", "legacy"), ("public.user_activity_summary", "original")],
)
def test_nobody_reads_another_readers_figures(ours: Side, view: str, was: str, request: pytest.FixtureRequest) -> None:
    """Row security does not reach materialized views, so readers get none of their rows."""

    def holds(side: Side) -> bool:
        side.run(f"REFRESH MATERIALIZED VIEW {view}")
        figures = f"SELECT * FROM {view} WHERE user_id = '{ANN}'"
        assert side.rows(figures)
        return not side.reads(figures, role="anon") and not side.reads(figures, role="authenticated", user=BEN)

    holds_only_in(ours, request.getfixturevalue(was), holds)


# 3. Policies for the service that let everybody in.


@pytest.mark.parametrize(
    "insert",
    [
        f"public.usage_records (user_id, action_type, credits_used) VALUES ('{ANN}', 'chat', 100)",
        f"{{chat}}.conversation_memories (user_id, entity_type, entity_text) VALUES ('{ANN}', 'person', 'Ben')",
        f"{{chat}}.memory_relationships (user_id, relationship_type) VALUES ('{ANN}', 'causes')",
        f"{{chat}}.memory_extraction_jobs (user_id) VALUES ('{ANN}')",
    ],
    ids=lambda insert: insert.split()[0].rpartition(".")[2],
)
def test_nobody_but_the_service_writes_what_the_service_writes(ours: Side, legacy: Side, insert: str) -> None:
    """Ben cannot spend Ann's credits or put something into her memory; the service can."""

    def holds(side: Side) -> bool:
        assert side.works(f"INSERT INTO {insert}", role="service_role")
        return side.is_refused(f"INSERT INTO {insert}", role="authenticated", user=BEN)

    holds_only_in(ours, legacy, holds)


def test_nobody_changes_another_readers_vectors(ours: Side, original: Side) -> None:
    """Ben's blind update of all rows reaches none of Ann's."""

    def holds(side: Side) -> bool:
        side.run(
            "INSERT INTO public.embedding_metadata (user_id, book_id, provider, vector_id)"
            f" VALUES ('{ANN}', '{ANNS_BOOK}', 'local', '1')"
        )
        spoil = "UPDATE public.embedding_metadata SET vector_id = 'x'"
        if side.works(spoil, role="authenticated", user=BEN):
            side.run(spoil, role="authenticated", user=BEN)
        return side.value("SELECT vector_id FROM public.embedding_metadata") == "1"

    holds_only_in(ours, original, holds)


def test_no_policy_is_true_for_everybody_who_writes(ours: Side, legacy: Side) -> None:
    """What may be written depends on who writes it, in every policy."""

    def holds(side: Side) -> bool:
        return not side.value(
            "SELECT count(*) FROM pg_catalog.pg_policies WHERE cmd <> 'SELECT' AND 'true' IN (qual, with_check)"
        )

    holds_only_in(ours, legacy, holds)


# 4. What is paid for.


@pytest.mark.parametrize("change", ["tier = 'enterprise'", "credits = 999999"])
def test_nobody_raises_the_own_tier_or_credits(ours: Side, legacy: Side, change: str) -> None:
    """Ann changes her name and nothing that costs money."""

    def holds(side: Side) -> bool:
        assert side.works("UPDATE public.profiles SET full_name = 'Anne'", role="authenticated", user=ANN)
        return side.is_refused(f"UPDATE public.profiles SET {change}", role="authenticated", user=ANN)

    holds_only_in(ours, legacy, holds)


# 5. The schema nobody could use, with tables everybody could empty.


@pytest.mark.parametrize("role", ["authenticated", "service_role"])
def test_conversations_can_be_reached(ours: Side, original: Side, role: str) -> None:
    """Signed-in readers and the backend may use the schema of the chat tables."""

    def holds(side: Side) -> bool:
        return side.works("SELECT FROM {chat}.messages", role=role, user=ANN)

    holds_only_in(ours, original, holds)


def test_visitors_may_not_empty_a_table(ours: Side, legacy: Side) -> None:
    """Row security does not stop TRUNCATE, so nobody has the right to it."""

    def holds(side: Side) -> bool:
        return side.is_refused("TRUNCATE {chat}.messages CASCADE", role="anon") and not side.value(
            f"SELECT count(*) FROM {OUR_TABLES} AND has_table_privilege('anon', relation.oid, 'TRUNCATE')"
        )

    holds_only_in(ours, legacy, holds)


def test_every_update_policy_says_what_may_be_written(ours: Side, legacy: Side) -> None:
    """None leaves it to the clause about which rows may be updated."""

    def holds(side: Side) -> bool:
        return not side.value("SELECT count(*) FROM pg_catalog.pg_policies WHERE cmd = 'UPDATE' AND with_check IS NULL")

    holds_only_in(ours, legacy, holds)


def test_nothing_hangs_on_another_readers_book(ours: Side, legacy: Side) -> None:
    """Ben cannot write a note into Ann's book."""

    def holds(side: Side) -> bool:
        note = f"INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES ('{BEN}', '{{}}', 1, '')"
        assert side.works(note.format(BENS_BOOK), role="authenticated", user=BEN)
        return side.is_refused(note.format(ANNS_BOOK), role="authenticated", user=BEN)

    holds_only_in(ours, legacy, holds)


# 6. Policies for everybody.


def test_policies_are_for_signed_in_readers(ours: Side, legacy: Side) -> None:
    """No policy is evaluated for a visitor, and none is there for the service, which passes row security anyway."""

    def holds(side: Side) -> bool:
        return side.rows("SELECT DISTINCT roles::text FROM pg_catalog.pg_policies") == [("{authenticated}",)]

    holds_only_in(ours, legacy, holds)
