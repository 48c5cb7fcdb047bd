"""Who may call the functions of the application: every one runs for whoever may call it, and for nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from psycopg.errors import InsufficientPrivilege

from tests.schema.api.conftest import ANNA, BEN, MAPS, QUERY, SEA, Connection, call, contents, key, speaking_as

ROOT = Path(__file__).parents[3]
FILTERS = '{"file_type": "pdf", "is_favorite": true, "min_progress": 20}'

AS_READER: dict[str, tuple[str, int]] = {
    "bulk_delete_highlights": (f"ARRAY['{key('a', 'e001')}', '{key('a', 'e002')}']::uuid[]", 1),
    "check_performance_alerts": (f"'{ANNA}', 'search', 700.5, 300000", 1),
    "check_pomodoro_achievements": (f"'{ANNA}', '{{}}'", 1),
    "get_achievement_progress": (f"'{ANNA}'", 4),
    "get_active_pomodoro_session": (f"'{ANNA}'", 1),
    "get_annotation_stats": (f"'{ANNA}'", 1),
    "get_book_embeddings": (f"'{SEA}'", 2),
    "get_book_highlights": (f"'{SEA}'", 2),
    "get_book_storage_stats": (f"'{ANNA}'", 1),
    "get_collection_hierarchy": (f"'{ANNA}'", 3),
    "get_collection_hierarchy_cached": (f"'{ANNA}'", 3),
    "get_daily_pomodoro_stats": (f"'{ANNA}'", 2),
    "get_document_centric_graph": (f"'{SEA}', '{ANNA}'", 5),
    "get_document_description": (f"'{SEA}'", 1),
    "get_document_relationship_stats": (f"'{ANNA}'", 1),
    "get_embedding_stats": (f"'{ANNA}'", 1),
    "get_highlight_stats": (f"'{ANNA}'", 1),
    "get_library_stats": (f"'{ANNA}'", 1),
    "get_pomodoro_stats_daily": (f"'{ANNA}'", 2),
    "get_reading_stats_weekly": (f"'{ANNA}'", 1),
    "get_user_activity_summary": (f"'{ANNA}'", 1),
    "get_user_books_daily_stats": (f"'{ANNA}'", 3),
    "get_note_relationships": (f"'{key('a', 'd001')}', '{ANNA}'", 3),
    "get_pomodoro_stats_by_book": (f"'{SEA}'", 1),
    "get_related_documents_with_details": (f"'{MAPS}'", 2),
    "get_related_memories": (f"'{key('a', '5001')}'", 2),
    "get_similar_memories": (f"'{ANNA}', '{QUERY}'", 2),
    "get_time_of_day_patterns": (f"'{ANNA}'", 2),
    "get_user_achievements": (f"'{ANNA}'", 1),
    "get_user_performance_summary": (f"'{ANNA}'", 1),
    "get_user_reading_stats": (f"'{ANNA}'", 1),
    "get_user_streak": (f"'{ANNA}'", 1),
    "get_user_usage_stats": (f"'{ANNA}'", 1),
    "get_weekly_pomodoro_summary": (f"'{ANNA}'", 1),
    "has_book_embeddings": (f"'{SEA}'", 1),
    "increment_embedding_query_count": (f"'{key('a', '6001')}'", 1),
    "increment_tts_cache_access": (f"'{key('a', '1001')}'", 1),
    "is_feature_enabled": (f"'memory_graph', '{ANNA}'", 1),
    "jsonb_uuid_elems": (f'\'["{SEA}", "{MAPS}"]\'', 2),
    "log_query_performance": (f"'{ANNA}', 'search', 12.5, 50, false, '{{}}'", 1),
    "log_query_performance_with_alerts": (f"'{ANNA}', 'search', 1200", 1),
    "mark_page_highlights_orphaned": (f"'{SEA}', 3", 1),
    "search_annotations": (f"'{ANNA}', 'MAPS'", 1),
    "search_user_books": (f"'{ANNA}', 'sea', '{FILTERS}'", 1),
    "update_pomodoro_streak": (f"'{ANNA}', '2025-11-09'", 1),
    "update_reading_progress": (f"'{SEA}', 60, 200", 1),
}
"""Arguments by which a signed-in reader calls each function, and how many rows come back at least."""

AS_SERVICE: dict[str, tuple[str, int]] = {
    "analytics_freshness": ("", 5),
    "cleanup_old_tts_cache": ("", 1),
    "cleanup_user_data": (f"'{ANNA}'", 26),
    "explain_search_query": (f"'{ANNA}', 'sea', '{FILTERS}', 'title'", 1),
    "refresh_all_analytics_views": ("", 1),
    "refresh_analytics_view": ("'user_activity_summary'", 1),
    "refresh_analytics_views": ("'{user_activity_summary}', '1 hour'", 1),
    "refresh_collection_hierarchy_cache": ("", 1),
    "reset_monthly_ocr_counters": ("", 1),
}
"""The same for those only the service may call."""

EVERY_CALL = {**AS_READER, **AS_SERVICE}

WITH_RIGHTS_OF_OWNER = {
    *("check_performance_alerts", "cleanup_user_data", "get_collection_hierarchy_cached", "get_pomodoro_stats_daily"),
    *("get_reading_stats_weekly", "get_user_activity_summary", "get_user_books_daily_stats"),
    *("increment_embedding_query_count", "is_feature_enabled", "log_query_performance"),
    *("refresh_all_analytics_views", "refresh_analytics_view", "refresh_collection_hierarchy_cache"),
    *("analytics_freshness", "refresh_analytics_views", "search_user_books"),
}

WRITING = {
    *("bulk_delete_highlights", "check_performance_alerts", "check_pomodoro_achievements", "cleanup_old_tts_cache"),
    *("cleanup_user_data", "explain_search_query", "increment_embedding_query_count", "increment_tts_cache_access"),
    *("log_query_performance", "log_query_performance_with_alerts", "mark_page_highlights_orphaned"),
    *("refresh_all_analytics_views", "refresh_analytics_view", "refresh_collection_hierarchy_cache"),
    *("refresh_analytics_views", "reset_monthly_ocr_counters", "update_pomodoro_streak", "update_reading_progress"),
}

ANSWERS_NOTHING: dict[str, Any] = {
    "bulk_delete_highlights": 0,
    "get_annotation_stats": (0, 0, 0),
    "get_book_storage_stats": (0, 0, 0, 0, 0, 0),
    "get_document_description": "",
    "get_document_relationship_stats": (0, 0, 0),
    "get_embedding_stats": (0, 0, 0, 0, {}, {}),
    "get_highlight_stats": (0, 0, 0),
    "get_library_stats": (0, 0, 0, 0),
    "get_pomodoro_stats_by_book": (0, 0, 0, 0, 0, 0, 0, 0, None),
    "get_user_performance_summary": (0, None, None, None, 0, 0, 0),
    "get_user_reading_stats": (0, 0, 0, 0, 0),
    "get_user_usage_stats": (0, 0, 0, 0, None),
    "has_book_embeddings": False,
    "increment_embedding_query_count": None,
    "increment_tts_cache_access": None,
    "is_feature_enabled": False,
    "mark_page_highlights_orphaned": 0,
    "update_reading_progress": None,
}
"""The one row somebody else gets; where a function is not listed, there is none, or an error."""


def test_every_function_is_called_by_these_tests() -> None:
    """A function without a call here would be one nobody has tried."""
    files = {path.stem for path in ROOT.glob("schema/*/api/*.sql")}
    assert files == {*EVERY_CALL, "acts_for"}


@pytest.mark.parametrize("function", sorted(AS_READER))
def test_a_signed_in_reader_may_call_it(database: Connection, function: str) -> None:
    """It returns as many rows as the reader has."""
    arguments, expected = AS_READER[function]
    with speaking_as(database, "authenticated", ANNA):
        assert len(call(database, function, arguments)) >= expected


@pytest.mark.parametrize("function", sorted(EVERY_CALL))
def test_the_service_may_call_it(database: Connection, function: str) -> None:
    """For any reader, unless the function is about the caller alone."""
    arguments, expected = EVERY_CALL[function]
    with speaking_as(database, "service_role"):
        if function in {"get_book_highlights", "mark_page_highlights_orphaned", "bulk_delete_highlights"}:
            with pytest.raises(InsufficientPrivilege), database.transaction():
                call(database, function, arguments)
        else:
            assert len(call(database, function, arguments)) >= expected


@pytest.mark.parametrize("function", sorted(EVERY_CALL))
def test_a_visitor_may_not_call_it(database: Connection, function: str) -> None:
    """Whoever has not signed in is refused before the function runs."""
    with (
        pytest.raises(InsufficientPrivilege, match=f"permission denied for function {function}"),
        speaking_as(database, "anon"),
    ):
        call(database, function, EVERY_CALL[function][0])


@pytest.mark.parametrize("function", sorted(AS_SERVICE))
def test_a_reader_may_not_do_the_services_work(database: Connection, function: str) -> None:
    """Neither upkeep nor erasing anybody."""
    with (
        pytest.raises(InsufficientPrivilege, match=f"permission denied for function {function}"),
        speaking_as(database, "authenticated", ANNA),
    ):
        call(database, function, AS_SERVICE[function][0])


@pytest.mark.parametrize("function", sorted(AS_READER.keys() - {"jsonb_uuid_elems"}))  # that one reads no table
def test_nobody_learns_or_changes_anything_of_another_reader(database: Connection, function: str) -> None:
    """The same call by somebody else returns nothing, zeros or an error, and leaves all rows as they were."""
    before = contents(database)
    try:
        with speaking_as(database, "authenticated", BEN):
            rows = call(database, function, AS_READER[function][0])
    except InsufficientPrivilege:
        rows = []
    if function == "get_achievement_progress":
        assert {row[1:4] for row in rows} == {(0, 1, False), (0, 7, False), (0, 100, False), (0, 10, False)}
    elif function in ANSWERS_NOTHING:
        nothing = ANSWERS_NOTHING[function]
        assert rows == [nothing if isinstance(nothing, tuple) else (nothing,)]
    else:
        assert rows == []
    assert contents(database) == before


def test_few_run_with_the_rights_of_their_owner(database: Connection) -> None:
    """SECURITY DEFINER is for these alone; every function pins an empty search_path."""
    functions = database.execute(
        "SELECT proname, prosecdef, proconfig FROM pg_catalog.pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
        [[*EVERY_CALL, "acts_for"]],
    ).fetchall()
    assert len(functions) == len(EVERY_CALL) + 1, "a name is overloaded or missing"
    pinned = {name: {*config} for name, _, config in functions}
    # The best plan for one user is not the best for another.
    assert pinned.pop("get_similar_memories") == {'search_path=""', "plan_cache_mode=force_custom_plan"}
    assert all(config == {'search_path=""'} for config in pinned.values())
    assert {name for name, definer, _ in functions if definer} == WITH_RIGHTS_OF_OWNER


def test_functions_that_write_are_volatile_and_no_others(database: Connection) -> None:
    """What only reads may be planned as such, and may run in parallel workers unless it asks who is calling."""
    functions = database.execute(
        "SELECT proname, provolatile, proparallel FROM pg_catalog.pg_proc"
        " WHERE pronamespace = 'public'::regnamespace AND proname = ANY (%s)",
        [[*EVERY_CALL, "acts_for"]],
    ).fetchall()
    kinds: dict[tuple[str, str], set[str]] = {}
    for name, volatility, parallel in functions:
        kinds.setdefault((volatility, parallel), set()).add(name)
    assert kinds["v", "u"] == WRITING
    asks_nobody = {"analytics_freshness"}
    assert kinds["s", "r"] == {"acts_for", *(WITH_RIGHTS_OF_OWNER - WRITING - asks_nobody)}
    assert kinds["i", "s"] == {"jsonb_uuid_elems"}
    # It makes the index on embeddings search on, and no parallel plan may change a setting.
    assert kinds["s", "u"] == {"get_similar_memories"}
    assert kinds.keys() == {("v", "u"), ("s", "r"), ("s", "s"), ("s", "u"), ("i", "s")}


def test_only_the_owner_may_ask_who_is_asking(database: Connection) -> None:
    """The check inside SECURITY DEFINER functions is no part of the interface."""
    for role in ("anon", "authenticated", "service_role"):
        with pytest.raises(InsufficientPrivilege), speaking_as(database, role):
            call(database, "acts_for", f"'{ANNA}'")


def test_no_claim_makes_a_reader_the_service(database: Connection) -> None:
    """What counts is the role the gateway switched to, not what the token says about itself."""
    with speaking_as(database, "authenticated", BEN):
        database.execute("SELECT set_config('request.jwt.claims', '{\"role\": \"service_role\"}', true)")
        with pytest.raises(InsufficientPrivilege), database.transaction():
            call(database, "log_query_performance", f"'{ANNA}', 'search', 1")
