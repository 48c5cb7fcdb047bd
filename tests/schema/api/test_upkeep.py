"""Flags and logs, and what the service does: new months, fresh figures, and erasing a reader."""

from __future__ import annotations

import pytest
from psycopg.errors import UndefinedTable

from tests.schema.api.conftest import ANNA, BEN, MAPS, Connection, call, contents, key, speaking_as, traces, value


@pytest.mark.parametrize(
    ("flag", "state"), [("memory_graph", True), ("for_all", True), ("off", False), ("unknown", False)]
)
def test_a_flag_is_on_for_whom_it_is_meant(database: Connection, flag: str, state: object) -> None:
    """Off beats everything; an unknown flag is off."""
    with speaking_as(database, "authenticated", ANNA):
        assert call(database, "is_feature_enabled", f"'{flag}', '{ANNA}'") == [(state,)]


def test_slow_queries_raise_alerts(database: Connection) -> None:
    """One for the query, one for the payload; an answer from the cache raises none."""
    with speaking_as(database, "authenticated", ANNA):
        call(database, "log_query_performance_with_alerts", f"'{ANNA}', 'hit', 900, 1, true")
        call(database, "log_query_performance_with_alerts", f"'{ANNA}', 'miss', 900, 1, false, NULL, 300000")
    alerts = "SELECT string_agg(alert_type, ' ' ORDER BY alert_type) FROM public.performance_alerts WHERE query_type = "
    assert value(database, f"{alerts} 'miss'") == "large_payload slow_query"
    assert value(database, f"{alerts} 'hit'") is None


def test_an_empty_log_is_no_error(database: Connection) -> None:
    """Nothing is divided by the number of queries when there are none."""
    database.execute("DELETE FROM public.query_performance_log")
    with speaking_as(database, "authenticated", ANNA):
        assert call(database, "get_user_performance_summary", f"'{ANNA}'") == [(0, None, None, None, 0, 1, 1)]


def test_a_new_month_begins_for_whoever_is_due(database: Connection) -> None:
    """Counters that were reset less than a month ago stay."""
    database.execute("UPDATE public.profiles SET ocr_last_reset = now() WHERE id = %s", [BEN])
    with speaking_as(database, "service_role"):
        call(database, "reset_monthly_ocr_counters", "")
    assert database.execute("SELECT ocr_count_monthly FROM public.profiles ORDER BY id").fetchall() == [(0,), (5,)]


def test_views_are_refreshed_for_new_rows(database: Connection) -> None:
    """The figures of a view include what came since the last time."""
    books = f"SELECT total_books FROM public.user_activity_summary WHERE user_id = '{ANNA}'"
    database.execute("DELETE FROM public.user_books WHERE id = %s", [MAPS])
    assert value(database, books) == 3
    with speaking_as(database, "service_role"):
        call(database, "refresh_all_analytics_views", "")
    assert value(database, books) == 2


def test_a_view_that_was_never_filled_can_be_refreshed(database: Connection) -> None:
    """CONCURRENTLY is impossible then; a plain refresh fills it."""
    database.execute("REFRESH MATERIALIZED VIEW public.user_activity_summary WITH NO DATA")
    with speaking_as(database, "service_role"):
        call(database, "refresh_analytics_view", "'user_activity_summary'")
    assert value(database, "SELECT count(*) FROM public.user_activity_summary") == 2


def test_a_view_that_is_none_is_refused(database: Connection) -> None:
    """Neither a table nor a trick is refreshed."""
    for name in ("user_books", "x; DROP TABLE public.user_books"):
        with pytest.raises(UndefinedTable, match="no materialized view"), speaking_as(database, "service_role"):
            database.execute("SELECT public.refresh_analytics_view(%s)", [name])


def test_an_erased_reader_has_left_no_trace(database: Connection) -> None:
    """No row of any table or view names the reader any more, and the other reader's are all there."""
    assert traces(database, ANNA), "the search must find something before"
    before = traces(database, BEN)
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    assert traces(database, ANNA) == {}
    assert traces(database, BEN) == before
    assert {table: rows for table, rows in deleted.items() if not rows} == {}


def test_erasing_covers_tables_it_has_never_heard_of(database: Connection) -> None:
    """Rows in quarantine are the reader's too, and so are those of a table made tomorrow."""
    database.execute(
        "CREATE SCHEMA quarantine;"
        "CREATE TABLE quarantine.documents (id uuid, user_id uuid, reason text);"
        "CREATE TABLE public.ideas (id integer PRIMARY KEY, user_id uuid REFERENCES public.profiles);"
        "CREATE TABLE chat.drafts (idea integer REFERENCES public.ideas, user_id uuid);"
    )
    for reader in (ANNA, BEN):
        database.execute("INSERT INTO quarantine.documents VALUES (gen_random_uuid(), %s, 'unreadable')", [reader])
        database.execute("INSERT INTO public.ideas VALUES (%s, %s)", [int(reader[0], 16), reader])
        database.execute("INSERT INTO chat.drafts VALUES (%s, %s)", [int(reader[0], 16), reader])
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    assert [deleted[table] for table in ("quarantine.documents", "public.ideas", "chat.drafts")] == [1, 1, 1]
    assert traces(database, ANNA) == {}


def test_erasing_nobody_erases_nothing(database: Connection) -> None:
    """An id that nobody has deletes no row."""
    before = contents(database)
    with speaking_as(database, "service_role"):
        deleted = call(database, "cleanup_user_data", f"'{key('c', '1')}'")
    assert {rows for _, rows in deleted} == {0}
    assert contents(database) == before


def test_the_erased_rows_are_counted_where_they_were(database: Connection) -> None:
    """The numbers add up to what is missing, table by table: none was taken along uncounted."""
    count = "SELECT count(*) FROM {}"
    with speaking_as(database, "service_role"):
        deleted = dict(call(database, "cleanup_user_data", f"'{ANNA}'"))
    for table, rows in deleted.items():
        assert value(database, count.format(table)) == rows, table  # the readers have equally many rows
