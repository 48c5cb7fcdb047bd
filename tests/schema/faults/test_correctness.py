"""Faults 7 to 11: what never worked, counted wrong, or let in too much. Each test fails where the fault was."""

from __future__ import annotations

import pytest

from tests.schema.conftest import ANN, ANNS_BOOK, BEN, BENS_BOOK
from tests.schema.faults.side import NOTE, SESSION, TAG, Side, holds_only_in

EVERYWHERE = "relnamespace::regnamespace::text IN ('public', 'chat')"
TOTALS = (
    "SELECT pomodoro_sessions_count, total_pomodoro_sessions, total_pomodoro_time_seconds"
    f" FROM public.user_books WHERE id = '{ANNS_BOOK}'"
)

# 7. Triggers that swallowed updates, failed, or were missing.


def test_a_session_can_be_ended(ours: Side, legacy: Side) -> None:
    """The update that ends it reaches its row."""

    def holds(side: Side) -> bool:
        return side.run(f"UPDATE public.pomodoro_sessions SET ended_at = now() WHERE id = '{SESSION}'") == 1

    holds_only_in(ours, legacy, holds)


def test_an_extraction_job_can_be_updated(ours: Side, legacy: Side) -> None:
    """Its trigger stamps a column it has."""

    def holds(side: Side) -> bool:
        return side.works("UPDATE {chat}.memory_extraction_jobs SET status = 'completed'", role="service_role")

    holds_only_in(ours, legacy, holds)


def test_a_tag_knows_how_many_books_have_it(ours: Side, legacy: Side) -> None:
    """The count follows when a tag is assigned and when it is taken away."""

    def holds(side: Side) -> bool:
        count = f"SELECT usage_count FROM public.book_tags WHERE id = '{TAG}'"
        side.run(f"INSERT INTO public.book_tag_assignments (book_id, tag_id) VALUES ('{ANNS_BOOK}', '{TAG}')")
        assigned = side.value(count)
        side.run("DELETE FROM public.book_tag_assignments")
        return (assigned, side.value(count)) == (1, 0)

    holds_only_in(ours, legacy, holds)


def test_the_folder_tree_can_be_refreshed(ours: Side, legacy: Side) -> None:
    """The service's call brings a new folder into the cached tree."""

    def holds(side: Side) -> bool:
        if not side.works("SELECT public.refresh_collection_hierarchy_cache()", role="service_role"):
            return False
        side.run("SELECT public.refresh_collection_hierarchy_cache()", role="service_role")
        return bool(side.rows(f"SELECT FROM public.collection_hierarchy_cache WHERE id = '{ANN}'"))

    holds_only_in(ours, legacy, holds)


def test_the_figures_can_be_refreshed(ours: Side, original: Side) -> None:
    """All materialized views, by one call of the service."""

    def holds(side: Side) -> bool:
        return side.works("SELECT public.refresh_all_analytics_views()", role="service_role")

    holds_only_in(ours, original, holds)


def test_every_updated_at_is_kept(ours: Side, legacy: Side) -> None:
    """Where a table says when a row was changed, a trigger sees to it before the update."""

    def holds(side: Side) -> bool:
        return not side.rows(
            f"""
            SELECT oid::regclass FROM pg_catalog.pg_class AS relation
            JOIN pg_catalog.pg_attribute ON attrelid = relation.oid AND attname = 'updated_at'
            WHERE relkind IN ('r', 'p') AND relation.{EVERYWHERE} AND NOT EXISTS (
                -- tgtype 19: for each row, before, update
                SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = relation.oid AND tgtype & 19 = 19
            )
            """
        )

    holds_only_in(ours, legacy, holds)


def test_every_trigger_function_has_a_trigger(ours: Side, legacy: Side) -> None:
    """None is left over from a trigger that is gone."""

    def holds(side: Side) -> bool:
        return not side.rows(
            "SELECT proname FROM pg_catalog.pg_proc WHERE prorettype = 'trigger'::regtype"
            " AND pronamespace = 'public'::regnamespace"
            " AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE tgfoid = pg_proc.oid)"
        )

    holds_only_in(ours, legacy, holds)


# 8. Functions that met an error on their first call. Those that are gone are named in schema/public/api_functions.py.


@pytest.mark.parametrize(
    "call",
    [
        f"bulk_delete_highlights('{{{ANN}}}')",
        f"check_pomodoro_achievements('{ANN}', '{{}}')",
        f"explain_search_query('{ANN}')",
        f"get_collection_hierarchy('{ANN}')",
        f"get_document_centric_graph('{ANNS_BOOK}', '{ANN}')",
        f"get_document_relationship_stats('{ANN}')",
        f"get_highlight_stats('{ANN}')",
        f"get_library_stats('{ANN}')",
        f"get_note_relationships('{ANN}', '{ANN}')",
        f"get_related_documents_with_details('{ANNS_BOOK}')",
        f"log_query_performance_with_alerts('{ANN}', 'search', 600)",
        "refresh_collection_hierarchy_cache()",
        f"update_reading_progress('{ANNS_BOOK}', 3, 90)",
    ],
    ids=lambda call: call.partition("(")[0],
)
def test_functions_answer(ours: Side, legacy: Side, call: str) -> None:
    """A call with plain arguments meets no error, and no two functions fight for it."""

    def holds(side: Side) -> bool:
        return side.works(f"SELECT * FROM public.{call}")

    holds_only_in(ours, legacy, holds)


# 9. Covering indexes that could not take a long text, and a text index no search could use.

UNPACKABLE = "(SELECT string_agg(md5(n::text || random()), '') FROM generate_series(1, 250) AS n)"


def test_long_notes_can_be_saved(ours: Side, original: Side) -> None:
    """8,000 characters that do not compress are no problem."""

    def holds(side: Side) -> bool:
        return side.works(f"UPDATE public.user_notes SET content = {UNPACKABLE}", role="authenticated", user=ANN)

    holds_only_in(ours, original, holds)


def test_searching_uses_the_text_index(ours: Side, legacy: Side) -> None:
    """The expression of the index is the one the search function uses."""

    def holds(side: Side) -> bool:
        side.run("SET LOCAL enable_seqscan = off")
        plan = side.rows(
            "EXPLAIN SELECT id FROM public.user_books AS book WHERE"
            " to_tsvector('english', coalesce(book.title, '') || ' ' || coalesce(book.file_name, ''))"
            " @@ plainto_tsquery('english', 'rivers')"
        )
        return any("idx_books_search" in line for (line,) in plan)

    holds_only_in(ours, legacy, holds)


# 10. Owners that could be missing, keys to the wrong table, kinds that were free text.


def test_every_row_has_an_owner(ours: Side, legacy: Side) -> None:
    """No table takes a row that no policy would ever show."""

    def holds(side: Side) -> bool:
        return not side.rows(
            f"""
            SELECT oid::regclass FROM pg_catalog.pg_class
            JOIN pg_catalog.pg_attribute ON attrelid = oid AND attname = 'user_id' AND NOT attnotnull
            WHERE relkind IN ('r', 'p') AND {EVERYWHERE}
            """
        ) and side.is_refused(
            "INSERT INTO {chat}.action_cache (natural_language, action_schema, action_type) VALUES ('x', '{}', 'x')"
        )

    holds_only_in(ours, legacy, holds)


def test_everything_hangs_on_the_profile(ours: Side, legacy: Side) -> None:
    """Only profiles refer to the accounts of the platform."""

    def holds(side: Side) -> bool:
        return side.rows(
            "SELECT DISTINCT relname FROM pg_catalog.pg_constraint JOIN pg_catalog.pg_class ON pg_class.oid = conrelid"
            " WHERE contype = 'f' AND confrelid = 'auth.users'::regclass AND connamespace = 'public'::regnamespace"
        ) == [("profiles",)]

    holds_only_in(ours, legacy, holds)


def test_an_account_can_be_deleted(ours: Side, legacy: Side) -> None:
    """Deleting it on the platform deletes what belongs to it, and nothing of anybody else."""

    def holds(side: Side) -> bool:
        if not side.works(f"DELETE FROM auth.users WHERE id = '{ANN}'"):
            return False
        side.run(f"DELETE FROM auth.users WHERE id = '{ANN}'")
        return side.rows("SELECT user_id::text FROM public.user_books") == [(BEN,)]

    holds_only_in(ours, legacy, holds)


@pytest.mark.parametrize(
    ("table", "values", "wrong", "right"),
    [
        (
            "{chat}.conversation_memories (user_id, entity_text, entity_type)",
            f"'{ANN}', 'Ben'",
            "Some Person",
            "person",
        ),
        ("{chat}.memory_relationships (user_id, relationship_type)", f"'{ANN}'", "is caused by ...", "causes"),
        (
            "{chat}.action_cache (user_id, natural_language, action_schema, action_type)",
            f"'{ANN}', 'open it', '[]'",
            "Open the last book",
            "open",
        ),
        (
            "public.note_relationships (user_id, note_id, related_id, relationship_type, related_type)",
            f"'{ANN}', '{NOTE}', '{ANNS_BOOK}', 'references'",
            "a book, I think",
            "document",
        ),
    ],
    ids=["memory", "link between memories", "action", "link of a note"],
)
def test_a_kind_is_no_free_text(  # noqa: PLR0917 - a row of the table
    ours: Side, legacy: Side, table: str, values: str, wrong: str, right: str
) -> None:
    """What rows are grouped by is one of a list, or at least one word."""

    def holds(side: Side) -> bool:
        assert side.works(f"INSERT INTO {table} VALUES ({values}, '{right}')")
        return side.is_refused(f"INSERT INTO {table} VALUES ({values}, '{wrong}')")

    holds_only_in(ours, legacy, holds)


def test_a_folder_lies_in_a_folder_of_the_same_reader(ours: Side, legacy: Side) -> None:
    """Deleting Ann's folder cannot take one of Ben's along."""

    def holds(side: Side) -> bool:
        return side.is_refused(
            f"INSERT INTO public.user_collections (user_id, name, parent_id) VALUES ('{BEN}', 'Ice', '{ANN}')",
            role="authenticated",
            user=BEN,
        )

    holds_only_in(ours, legacy, holds)


# 11. Uniqueness with NULL, a time without zone, counts nobody kept.


def test_a_book_has_one_embedding_as_a_whole(ours: Side, original: Side) -> None:
    """Two embeddings without a chunk are two of the same."""

    def holds(side: Side) -> bool:
        insert = (
            "INSERT INTO public.embedding_metadata (user_id, book_id, provider, vector_id)"
            f" VALUES ('{BEN}', '{BENS_BOOK}', 'local', '%s')"
        )
        side.run(insert % "first")
        return side.is_refused(insert % "second")

    holds_only_in(ours, original, holds)


def test_every_moment_has_a_time_zone(ours: Side, legacy: Side) -> None:
    """No time means something else to a session in another zone."""

    def holds(side: Side) -> bool:
        return not side.rows(
            f"""
            SELECT attrelid::regclass, attname FROM pg_catalog.pg_attribute
            JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
            WHERE atttypid = 'timestamp'::regtype AND {EVERYWHERE}
            """
        )

    holds_only_in(ours, legacy, holds)


def test_a_book_knows_its_notes(ours: Side, legacy: Side) -> None:
    """The count follows when a note is written, moved to another book, and deleted."""

    def holds(side: Side) -> bool:
        count = f"SELECT notes_count FROM public.user_books WHERE id = '{ANNS_BOOK}'"
        counts = [side.value(count)]
        side.run(
            "INSERT INTO public.user_notes (user_id, book_id, page_number, content)"
            f" VALUES ('{ANN}', '{ANNS_BOOK}', 2, '')"
        )
        counts.append(side.value(count))
        side.run(f"UPDATE public.user_notes SET book_id = '{BENS_BOOK}' WHERE page_number = 2")
        counts.append(side.value(count))
        side.run("DELETE FROM public.user_notes")
        counts.append(side.value(count))
        return counts == [1, 2, 1, 0]

    holds_only_in(ours, legacy, holds)


def test_a_book_knows_its_sessions(ours: Side, legacy: Side) -> None:
    """How many there are, how many have ended, and how long these took."""

    def holds(side: Side) -> bool:
        found = side.rows(TOTALS)
        side.run("UPDATE public.pomodoro_sessions SET ended_at = now(), duration_seconds = 1500")
        found += side.rows(TOTALS)
        side.run("DELETE FROM public.pomodoro_sessions")
        return found + side.rows(TOTALS) == [(1, 0, 0), (1, 1, 1500), (0, 0, 0)]

    holds_only_in(ours, legacy, holds)
