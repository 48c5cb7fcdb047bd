"""The declared database of this repository: complete, and without the faults of the one it replaces."""

from __future__ import annotations

import psycopg
import pytest

from schemactl.declare.target import Target
from schemactl.model.intent import Backfill, DataStep, MergedFrom, MovedFrom
from tests.schema.conftest import ANN, ANNS_BOOK, BEN, BENS_BOOK, Database

PUBLIC_TABLES = {
    "analytics_refreshes",
    *("book_collections", "book_tag_assignments", "book_tags", "document_descriptions", "document_relationships"),
    *("embedding_metadata", "feature_flags", "note_relationships", "performance_alerts", "pomodoro_achievements"),
    *("pomodoro_sessions", "pomodoro_streaks", "profiles", "query_performance_log", "tts_audio_cache"),
    *("usage_records", "user_books", "user_books_partitioned", "user_collections", "user_highlights", "user_notes"),
    *("user_books_p0", "user_books_p1", "user_books_p2", "user_books_p3"),
}
CHAT_TABLES = {
    *("action_cache", "conversation_memories", "conversations", "memory_extraction_jobs", "memory_relationships"),
    "messages",
}
MATERIALIZED_VIEWS = {
    *("collection_hierarchy_cache", "pomodoro_stats_daily", "reading_stats_weekly", "user_activity_summary"),
    "user_books_daily_stats",
}
POLICIES = {
    "chat.action_cache": 4,
    "chat.conversation_memories": 2,
    "chat.conversations": 4,
    "chat.memory_extraction_jobs": 1,
    "chat.memory_relationships": 2,
    "chat.messages": 4,
    "public.book_collections": 4,
    "public.book_tag_assignments": 4,
    "public.book_tags": 4,
    "public.document_descriptions": 4,
    "public.document_relationships": 4,
    "public.embedding_metadata": 2,
    "public.feature_flags": 1,
    "public.note_relationships": 4,
    "public.performance_alerts": 2,
    "public.pomodoro_achievements": 3,
    "public.pomodoro_sessions": 4,
    "public.pomodoro_streaks": 3,
    "public.profiles": 2,
    "public.query_performance_log": 1,
    "public.tts_audio_cache": 4,
    "public.usage_records": 1,
    "public.user_books": 4,
    "public.user_books_partitioned": 4,
    "public.user_collections": 4,
    "public.user_highlights": 4,
    "public.user_notes": 4,
}
OWNED = "relnamespace IN ('public'::regnamespace, 'chat'::regnamespace)"

FOREIGN_KEYS_WITHOUT_INDEX = """
SELECT conrelid::regclass || '.' || conname FROM pg_constraint AS fk
WHERE contype = 'f' AND connamespace IN ('public'::regnamespace, 'chat'::regnamespace) AND NOT EXISTS (
    SELECT FROM pg_index AS i
    WHERE i.indrelid = fk.conrelid AND i.indpred IS NULL AND i.indisvalid
        AND (i.indkey::int2[])[0:cardinality(fk.conkey) - 1] @> fk.conkey
)
"""
USELESS_INDEXES = """
SELECT narrow.indexrelid::regclass || ' is a prefix of ' || wide.indexrelid::regclass
FROM pg_index AS narrow
JOIN pg_index AS wide USING (indrelid)
JOIN pg_class AS c ON c.oid = narrow.indrelid
JOIN pg_class AS n ON n.oid = narrow.indexrelid
JOIN pg_class AS w ON w.oid = wide.indexrelid AND w.relam = n.relam
WHERE narrow.indexrelid <> wide.indexrelid AND NOT narrow.indisunique AND c.OWNED
    AND pg_get_expr(narrow.indexprs, indrelid) IS NOT DISTINCT FROM pg_get_expr(wide.indexprs, indrelid)
    AND pg_get_expr(narrow.indpred, indrelid) IS NOT DISTINCT FROM pg_get_expr(wide.indpred, indrelid)
    AND (wide.indkey::int2[])[0:narrow.indnkeyatts - 1] = (narrow.indkey::int2[])[0:narrow.indnkeyatts - 1]
    AND narrow.indnatts = narrow.indnkeyatts
""".replace("c.OWNED", "c." + OWNED)
INCLUDED_TEXT = """
SELECT i.indexrelid::regclass || '.' || a.attname
FROM pg_index AS i
JOIN pg_attribute AS a ON a.attrelid = i.indexrelid AND a.attnum > i.indnkeyatts
WHERE a.atttypid IN ('text'::regtype, 'jsonb'::regtype, 'bytea'::regtype)
"""


def test_every_table_and_view_is_there(database: Database) -> None:
    """Every table of the restructured database exists under its name; four hash partitions replace its default one."""
    for schema, expected in (("public", PUBLIC_TABLES), ("chat", CHAT_TABLES)):
        found = f"SELECT relname FROM pg_class WHERE relnamespace = '{schema}'::regnamespace AND relkind IN ('r', 'p')"
        assert database.names(found) == expected
    assert database.names("SELECT matviewname FROM pg_matviews") == MATERIALIZED_VIEWS


def test_tables_that_were_merged_or_dropped_are_gone(database: Database) -> None:
    """Nothing is left of the second document model, and no chat table is left in public."""
    gone = ("documents", "document_embeddings", "response_cache", *CHAT_TABLES)
    assert not [name for name in gone if database.value(f"SELECT to_regclass('public.{name}') IS NOT NULL")]


def test_policies_are_those_intended(database: Database) -> None:
    """Every table has the policies meant for it, each for signed-in readers and none for everybody."""
    counted = database.rows("SELECT schemaname || '.' || tablename, count(*) FROM pg_policies GROUP BY 1")
    assert dict(counted) == POLICIES
    assert database.names("SELECT DISTINCT roles::text FROM pg_policies") == {"{authenticated}"}


def test_every_write_policy_checks_what_is_written(database: Database) -> None:
    """No UPDATE policy leaves the check of the new row to its USING clause."""
    assert not database.rows(
        "SELECT policyname FROM pg_policies WHERE cmd IN ('INSERT', 'UPDATE') AND with_check IS NULL"
    )


def test_no_policy_asks_who_is_there_for_every_row(database: Database) -> None:
    """auth.uid() stands in a sub-select in every policy, so that it is evaluated once."""
    bare = database.names(
        "SELECT tablename || ': ' || policyname FROM pg_policies "
        "WHERE regexp_count(concat(qual, with_check), 'auth\\.uid\\(\\)') "
        "<> regexp_count(concat(qual, with_check), 'SELECT auth\\.uid\\(\\)')"
    )
    assert not bare


def test_every_table_has_row_security(database: Database) -> None:
    """Row security is on everywhere, the partitions included."""
    assert not database.names(
        f"SELECT oid::regclass::text FROM pg_class WHERE {OWNED} AND relkind IN ('r', 'p') AND NOT relrowsecurity"
    )


def test_foreign_keys_have_indexes(database: Database) -> None:
    """Deleting a row never scans the tables that refer to it."""
    assert not database.names(FOREIGN_KEYS_WITHOUT_INDEX)


def test_no_index_is_a_duplicate_or_a_prefix(database: Database) -> None:
    """No index is there that another one of the same table replaces."""
    assert not database.names(USELESS_INDEXES)


def test_covering_indexes_hold_no_unbounded_text(database: Database) -> None:
    """No index row can outgrow a page: the one text that is included is limited to three words by a check."""
    assert database.names(INCLUDED_TEXT) == {"public.idx_pomodoro_sessions_user_time_covering.mode"}


def test_indexes_of_partitions_are_attached(database: Database) -> None:
    """Every index of the partitioned table is valid, so each partition has its part of it."""
    assert not database.names("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid")


def test_owners_are_never_null(database: Database) -> None:
    """No table has rows that row security would show to nobody."""
    assert not database.names(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        f"WHERE {OWNED} AND relkind IN ('r', 'p') AND attname = 'user_id' AND NOT attnotnull"
    )


def test_nearest_neighbours_are_found_by_hnsw(database: Database) -> None:
    """Every vector that is searched has an index that needs no rows to be built well."""
    query = "SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%USING {}%'"
    assert len(database.names(query.format("hnsw"))) == 3
    assert not database.names(query.format("ivfflat"))


def test_every_time_has_a_zone(database: Database) -> None:
    """No moment depends on the time zone of whoever reads it."""
    assert not database.names(
        "SELECT table_name || '.' || column_name FROM information_schema.columns "
        "WHERE table_schema IN ('public', 'chat') AND data_type = 'timestamp without time zone'"
    )


def test_trigger_functions_cannot_be_called_by_anybody(database: Database) -> None:
    """EXECUTE on trigger functions is granted to nobody, and each has an empty search path."""
    functions = "FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prorettype = 'trigger'::regtype"
    assert len(database.names(f"SELECT proname {functions}")) == 6
    assert database.names(f"SELECT proconfig::text {functions}") == {'{"search_path=\\"\\""}'}
    callable_by = f"SELECT proname {functions} AND has_function_privilege('{{}}', oid, 'EXECUTE')"
    assert not any(database.names(callable_by.format(role)) for role in ("anon", "authenticated", "service_role"))


def test_nothing_on_the_way_from_legacy_is_left_to_guessing(target: Target) -> None:
    """Six tables move, one is merged, two columns are back-filled, and data steps cover the rest."""
    moved = {intent.name for intent in target.intents if isinstance(intent, MovedFrom) and intent.kind == "TABLE"}
    merged = {intent.source_table for intent in target.intents if isinstance(intent, MergedFrom)}
    filled = {intent.column for intent in target.intents if isinstance(intent, Backfill)}
    assert (moved, merged, filled) == (CHAT_TABLES, {"documents"}, {"file_size_bytes", "user_id"})
    assert len([intent for intent in target.intents if isinstance(intent, DataStep)]) == 13


def test_data_steps_are_not_due_on_the_declared_database(target: Target, database: Database) -> None:
    """What was migrated, or built from nothing, is never migrated again."""
    for step in target.intents:
        if isinstance(step, DataStep):
            assert database.value(step.when) is False, step.name
            assert not step.verify or database.value(step.verify) is True, step.name


def test_anon_reads_nothing(with_readers: Database) -> None:
    """Without signing in, no table or view of either schema can be read, and none of them grants any right at all."""
    relations = with_readers.names(
        f"SELECT oid::regclass::text FROM pg_class WHERE {OWNED} AND relkind IN ('r','p','m')"
    )
    with with_readers.as_role("anon"):
        for relation in relations:
            assert with_readers.is_refused(f"SELECT * FROM {relation}"), relation
    every = "select, insert, update, delete, truncate, references, trigger"
    granted = f"SELECT oid::regclass::text FROM pg_class WHERE {OWNED} AND relkind IN ('r', 'p', 'm')"
    assert not with_readers.names(f"{granted} AND has_table_privilege('anon', oid, '{every}')")


@pytest.mark.parametrize("table", ["public.user_books", "public.user_notes", "chat.conversations"])
def test_readers_see_their_own_rows_only(with_readers: Database, table: str) -> None:
    """A reader sees exactly the own rows; the backend sees all."""
    with with_readers.as_role("authenticated", ANN):
        assert with_readers.names(f"SELECT user_id::text FROM {table}") == {ANN}
    with with_readers.as_role("authenticated", BEN):
        assert with_readers.names(f"SELECT user_id::text FROM {table}") == {BEN}
    with with_readers.as_role("service_role"):
        assert with_readers.names(f"SELECT user_id::text FROM {table}") == {ANN, BEN}


def test_messages_follow_their_conversation(with_readers: Database) -> None:
    """A reader reads and writes messages in own conversations only."""
    with with_readers.as_role("authenticated", ANN):
        assert with_readers.names("SELECT content FROM chat.messages") == {"Where does it rise?"}
        write = "INSERT INTO chat.messages (conversation_id, role, content) VALUES ('{}', 'user', 'x')"
        assert with_readers.is_refused(write.format(BEN))
        assert not with_readers.is_refused(write.format(ANN))


def test_rows_hang_on_own_books_only(with_readers: Database) -> None:
    """A reader cannot write a note on another reader's book, nor hand a row to another reader."""
    with with_readers.as_role("authenticated", ANN):
        write = "INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES ('{}', '{}', 2, 'x')"
        assert not with_readers.is_refused(write.format(ANN, ANNS_BOOK))
        assert with_readers.is_refused(write.format(ANN, BENS_BOOK))
        assert with_readers.is_refused(f"UPDATE public.user_notes SET user_id = '{BEN}'")


@pytest.mark.parametrize("change", ["tier = 'enterprise'", "credits = 999999", "email = 'ben@example.org'"])
def test_nobody_raises_the_own_tier_or_credits(with_readers: Database, change: str) -> None:
    """A reader changes the own name and nothing that is paid for."""
    with with_readers.as_role("authenticated", ANN):
        assert with_readers.is_refused(f"UPDATE public.profiles SET {change}")
        assert with_readers.run("UPDATE public.profiles SET full_name = 'Anne'") == 1
        assert with_readers.is_refused(
            f"INSERT INTO public.profiles (id, email, tier) VALUES ('{ANN}', 'x@example.org', 'enterprise')"
        )


@pytest.mark.parametrize("partition", ["user_books_p0", "user_books_p1", "user_books_p2", "user_books_p3"])
def test_partitions_cannot_be_read_past_their_parent(database: Database, partition: str) -> None:
    """Nobody but the owner reads a partition by its own name."""
    for role in ("anon", "authenticated", "service_role"):
        with database.as_role(role, ANN):
            assert database.is_refused(f"SELECT FROM public.{partition}")


def test_materialized_views_can_be_refreshed_concurrently(with_readers: Database) -> None:
    """Each has the unique index CONCURRENTLY asks for, and readers cannot read any."""
    for view in sorted(MATERIALIZED_VIEWS):
        with_readers.run(f"REFRESH MATERIALIZED VIEW public.{view}")
        with_readers.run(f"REFRESH MATERIALIZED VIEW CONCURRENTLY public.{view}")
        with with_readers.as_role("authenticated", ANN):
            assert with_readers.is_refused(f"SELECT FROM public.{view}")
    assert with_readers.value("SELECT sum(total_notes) FROM public.user_activity_summary") == 2


def test_a_session_can_be_ended(with_readers: Database) -> None:
    """The reader's update ends the session, and the book's totals follow."""
    totals = (
        "SELECT pomodoro_sessions_count, total_pomodoro_sessions, total_pomodoro_time_seconds "
        f"FROM public.user_books WHERE id = '{ANNS_BOOK}'"
    )
    with with_readers.as_role("authenticated", ANN):
        with_readers.run(
            f"INSERT INTO public.pomodoro_sessions (user_id, book_id, mode) VALUES ('{ANN}', '{ANNS_BOOK}', 'work')"
        )
        assert with_readers.rows(totals) == [(1, 0, 0)]
        assert with_readers.run("UPDATE public.pomodoro_sessions SET ended_at = now(), duration_seconds = 1500") == 1
        assert with_readers.rows(totals) == [(1, 1, 1500)]
        assert with_readers.run("DELETE FROM public.pomodoro_sessions") == 1
        assert with_readers.rows(totals) == [(0, 0, 0)]


def test_an_extraction_job_can_be_updated(with_readers: Database) -> None:
    """The backend finishes a job, and the job remembers when it changed."""
    with_readers.run("UPDATE chat.memory_extraction_jobs SET updated_at = '2000-01-01'")
    with with_readers.as_role("service_role"):
        assert with_readers.run("UPDATE chat.memory_extraction_jobs SET status = 'completed'") == 1
        assert with_readers.value("SELECT updated_at = now() FROM chat.memory_extraction_jobs") is True


def test_counts_of_notes_and_tags_are_kept(with_readers: Database) -> None:
    """Notes and assigned tags are counted as they come and go, and counting is no edit."""
    with_readers.run(f"INSERT INTO public.book_tags (id, user_id, name) VALUES ('{ANN}', '{ANN}', 'exam')")
    with with_readers.as_role("authenticated", ANN):
        with_readers.run(f"INSERT INTO public.book_tag_assignments VALUES ('{ANNS_BOOK}', '{ANN}')")
        assert with_readers.value("SELECT usage_count FROM public.book_tags") == 1
        assert with_readers.value("SELECT notes_count FROM public.user_books") == 1
        with_readers.run("DELETE FROM public.book_tag_assignments")
        with_readers.run("DELETE FROM public.user_notes")
        assert with_readers.value("SELECT usage_count FROM public.book_tags") == 0
        assert with_readers.value("SELECT notes_count FROM public.user_books") == 0


def test_bookkeeping_is_no_edit_of_a_book(with_readers: Database) -> None:
    """A new note leaves updated_at of the book alone; a new title does not."""
    with_readers.run("ALTER TABLE public.user_books DISABLE TRIGGER update_user_books_updated_at")
    with_readers.run("UPDATE public.user_books SET updated_at = '2000-01-01'")
    with_readers.run("ALTER TABLE public.user_books ENABLE TRIGGER update_user_books_updated_at")
    stamped = f"SELECT updated_at > '2000-01-02' FROM public.user_books WHERE id = '{ANNS_BOOK}'"
    with_readers.run(
        f"INSERT INTO public.user_notes (user_id, book_id, page_number, content) VALUES ('{ANN}', '{ANNS_BOOK}', 3, '')"
    )
    assert with_readers.value(stamped) is False
    with_readers.run("UPDATE public.user_books SET title = 'Streams'")
    assert with_readers.value(stamped) is True


def test_long_notes_can_be_saved(with_readers: Database) -> None:
    """A note that no index row could hold is saved all the same."""
    long_note = "(SELECT string_agg(md5(n::text), '') FROM generate_series(1, 400) AS n)"
    changed = with_readers.run(f"UPDATE public.user_notes SET content = {long_note} WHERE user_id = '{ANN}'")
    assert changed == 1


def test_a_book_has_one_embedding_as_a_whole(with_readers: Database) -> None:
    """Two embeddings without a chunk collide."""
    insert = (
        "INSERT INTO public.embedding_metadata (user_id, book_id, provider, vector_id) "
        f"VALUES ('{ANN}', '{ANNS_BOOK}', 'local', '{{}}')"
    )
    with_readers.run(insert.format("first"))
    with pytest.raises(psycopg.errors.UniqueViolation):
        with_readers.run(insert.format("second"))


def test_signing_up_makes_a_profile_and_leaving_deletes_everything(with_readers: Database) -> None:
    """An account gets a profile by itself, and deleting the account leaves nothing behind."""
    assert with_readers.rows(f"SELECT full_name, tier, credits FROM public.profiles WHERE id = '{ANN}'") == [
        ("Ann", "free", 100)
    ]
    with_readers.run(f"DELETE FROM auth.users WHERE id = '{ANN}'")
    for table in ("public.profiles WHERE id", "public.user_books WHERE user_id", "chat.conversations WHERE user_id"):
        assert with_readers.value(f"SELECT count(*) FROM {table} = '{ANN}'") == 0


def test_the_folder_tree_knows_every_level(with_readers: Database) -> None:
    """A folder three levels down has level 2 and its whole path; below somebody else's folder it starts a tree."""
    with_readers.run("SET LOCAL session_replication_role = replica")  # no foreign key lets the last one in
    with_readers.run(
        "INSERT INTO public.user_collections (id, user_id, name, parent_id) VALUES "
        f"('{ANN}', '{ANN}', 'a', NULL), ('{BEN}', '{ANN}', 'b', '{ANN}'), ('{ANNS_BOOK}', '{ANN}', 'c', '{BEN}'), "
        f"('{BENS_BOOK}', '{BEN}', 'd', '{ANN}')"
    )
    with_readers.run("REFRESH MATERIALIZED VIEW public.collection_hierarchy_cache")
    found = with_readers.rows("SELECT name, level, path FROM public.collection_hierarchy_cache ORDER BY name")
    assert found == [("a", 0, "a"), ("b", 1, "a > b"), ("c", 2, "a > b > c"), ("d", 0, "d")]


def test_full_text_search_uses_its_index(with_readers: Database) -> None:
    """The expression of the index is the one searches use."""
    with_readers.run("SET LOCAL enable_seqscan = off")
    plan = with_readers.rows(
        "EXPLAIN SELECT id FROM public.user_books WHERE to_tsvector('english', coalesce(title, '') || ' ' || "
        "coalesce(file_name, '')) @@ plainto_tsquery('english', 'rivers')"
    )
    assert any("idx_books_search" in line for (line,) in plan)
