"""The functions of schema public that the application calls: ``supabase.rpc(name, {argument: value})``.

Each keeps the name, the arguments and the result of its forerunner. They run with the rights of the caller, so row
security decides what they see: asking for another user's rows gives none. The few SECURITY DEFINER ones do what the
caller has no rights for; they check with ``acts_for`` on whose behalf, or are for the service alone. Nobody but the
roles listed here may execute them; signed-out visitors (``anon``) never.

New are ``get_user_activity_summary`` and the three like it: readers used to select from the materialized views, where
no row security could keep them to their own rows.

Dropped on purpose:

- ``can_perform_vision_extraction(uuid)``, ``reset_monthly_vision_counters()``: no table ever recorded vision
  extractions. Recognised pages are counted on ``profiles``, and ``reset_monthly_ocr_counters`` starts a new month.
- ``clean_expired_cache()``: the cache it was meant for is gone, and it deleted from a table that never existed.
- ``get_book_highlights(uuid, uuid)``: read a table that never existed; the other overload answers the question.
- ``get_collection_hierarchy(uuid)``: likewise, and it made every call with one argument ambiguous.
- ``mark_page_highlights_orphaned()``: sought highlights without a book; the foreign key cascades, so there are none.
- ``create_user_partition(uuid)``, ``list_user_partitions()``: never worked, and one table per user does not scale.
"""

from __future__ import annotations

from schema.base import metadata
from schemactl import Function

READERS = ("authenticated", "service_role")
SIGNED_IN = ("authenticated",)
SERVICE = ("service_role",)
NOBODY = ()

# Who is asking: used inside SECURITY DEFINER functions, by their owner.

Function.from_file(
    "api/acts_for.sql",
    metadata=metadata,
    execute_to=NOBODY,
    comment="Whether the caller is a user, or bypasses row security; SECURITY DEFINER functions ask it.",
)

# Accounts: what was spent, what is switched on, how fast it was.

Function.from_file(
    "api/get_user_usage_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="What a user has done and spent, in total and this month.",
)
Function.from_file(
    "api/is_feature_enabled.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Whether a flag is on: for all, for a listed user, or for a share of the users.",
)
Function.from_file(
    "api/log_query_performance.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Notes how long one query took.",
)
Function.from_file(
    "api/check_performance_alerts.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Raises alerts for a slow query, a large payload, or many very slow queries.",
)
Function.from_file(
    "api/log_query_performance_with_alerts.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Notes how long one query took, and raises alerts unless the answer came from a cache.",
)
Function.from_file(
    "api/get_user_performance_summary.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How fast a user's queries were lately, and which alerts came of it.",
)

# Library: search, figures and the folder tree.

Function.from_file(
    "api/jsonb_uuid_elems.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Turns a JSON array of uuid strings into rows.",
)
Function.from_file(
    "api/search_user_books.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="One page of a library: full text, filters, and keyset pagination.",
)
Function.from_file(
    "api/explain_search_query.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="How long the first page of a library search takes, and how many disk pages it touches.",
)
Function.from_file(
    "api/get_book_storage_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How much room a user's books take, by type.",
)
Function.from_file(
    "api/get_user_reading_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How far a user has read, and how many books are favourites or have notes.",
)
Function.from_file(
    "api/get_library_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="A library in four numbers; the reading time is that of the work sessions, in seconds.",
)
Function.from_file(
    "api/update_reading_progress.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Notes the page a reader has reached, and what share of the book that is.",
)
Function.from_file(
    "api/get_collection_hierarchy.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The folder tree of a user, or the branch below one folder.",
)
Function.from_file(
    "api/get_collection_hierarchy_cached.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The folder tree of a user as of the last refresh, or one folder and what is right below it.",
)

# Reading: highlights, notes, speech, and what connects books and notes.

Function.from_file(
    "api/get_book_highlights.sql",
    metadata=metadata,
    execute_to=SIGNED_IN,
    comment="The caller's highlights of one book, page by page.",
)
Function.from_file(
    "api/mark_page_highlights_orphaned.sql",
    metadata=metadata,
    execute_to=SIGNED_IN,
    comment="Marks the caller's highlights of a page whose text has changed; returns how many.",
)
Function.from_file(
    "api/bulk_delete_highlights.sql",
    metadata=metadata,
    execute_to=SIGNED_IN,
    comment="Deletes those of the given highlights that are the caller's own; returns how many.",
)
Function.from_file(
    "api/get_highlight_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How many highlights a user has, in how many books, and how many of the last seven days.",
)
Function.from_file(
    "api/get_annotation_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How many notes a user has, in how many books, and how many of the last thirty days.",
)
Function.from_file(
    "api/search_annotations.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The notes of a user that hold a text, in whatever case, newest first.",
)
Function.from_file(
    "api/increment_tts_cache_access.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Counts one more use of cached speech.",
)
Function.from_file(
    "api/get_document_description.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="What a book is about: in the reader's words, else as generated, else an empty text.",
)
Function.from_file(
    "api/get_document_relationship_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How many links a user's books have, from how many books, and their average relevance in percent.",
)
Function.from_file(
    "api/get_related_documents_with_details.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The books linked with one, whichever way the link points, most relevant (0 to 1) first.",
)
Function.from_file(
    "api/get_document_centric_graph.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="A book, the books up to five links away, and their notes, one level below each.",
)
Function.from_file(
    "api/get_note_relationships.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="What a note is linked to, with the linked text, most similar first.",
)

# Timed reading: sessions, badges, streaks.

Function.from_file(
    "api/get_active_pomodoro_session.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The session a user has not ended yet, with the seconds since its start.",
)
Function.from_file(
    "api/get_pomodoro_stats_by_book.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The time spent on one book.",
)
Function.from_file(
    "api/get_daily_pomodoro_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Sessions and minutes per day of the last days, newest first.",
)
Function.from_file(
    "api/get_weekly_pomodoro_summary.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Sessions and hours per week of the last eight weeks, newest first; weeks begin on Monday.",
)
Function.from_file(
    "api/get_time_of_day_patterns.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Sessions and minutes per hour of the day, over the last days.",
)
Function.from_file(
    "api/get_user_achievements.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The badges of a user, newest first.",
)
Function.from_file(
    "api/check_pomodoro_achievements.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Gives a user the badges earned by now and returns the new ones.",
)
Function.from_file(
    "api/get_achievement_progress.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="How near a user is to each badge.",
)
Function.from_file(
    "api/get_user_streak.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The days in a row of a user, and how far the weekly goal is.",
)
Function.from_file(
    "api/update_pomodoro_streak.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Counts a session: the next day continues a streak, the same day does not, a gap begins a new one.",
)

# Figures computed in advance: rows of the materialized views, which only the service may read itself.

Function.from_file(
    "api/get_user_activity_summary.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="The totals of a user, as of the last refresh.",
)
Function.from_file(
    "api/get_user_books_daily_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Uploads of a user per day, newest first, as of the last refresh.",
)
Function.from_file(
    "api/get_reading_stats_weekly.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Books and study time of a user per week, newest first, as of the last refresh.",
)
Function.from_file(
    "api/get_pomodoro_stats_daily.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Sessions of a user per day of the last days, newest first, as of the last refresh.",
)

# Vectors: where they are, what they cost.

Function.from_file(
    "api/get_book_embeddings.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Where the vectors of a book are, chunk by chunk.",
)
Function.from_file(
    "api/has_book_embeddings.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Whether a book has been embedded.",
)
Function.from_file(
    "api/increment_embedding_query_count.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="Counts one more use of a vector.",
)
Function.from_file(
    "api/get_embedding_stats.sql",
    metadata=metadata,
    execute_to=READERS,
    comment="What a user's vectors are, what they cost, and how often they are used.",
)

# Upkeep, for the service and for schedules.

Function.from_file(
    "api/refresh_analytics_view.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Refreshes one materialized view of the public schema, without making its readers wait, and notes when.",
)
Function.from_file(
    "api/refresh_analytics_views.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Refreshes some views as a schedule does: one that fails is noted and does not stop the others.",
)
Function.from_file(
    "api/analytics_freshness.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="How old the figures computed in advance are, and whether a refresh was missed.",
)
Function.from_file(
    "api/refresh_all_analytics_views.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Refreshes every materialized view of the public schema, without making their readers wait.",
)
Function.from_file(
    "api/refresh_collection_hierarchy_cache.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Refreshes the cached folder tree.",
)
Function.from_file(
    "api/reset_monthly_ocr_counters.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Starts a new month of text recognition for whoever is due.",
)
Function.from_file(
    "api/cleanup_old_tts_cache.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Deletes speech nobody heard for 30 days, sparing the thousand most used of all users together.",
)
Function.from_file(
    "api/cleanup_user_data.sql",
    metadata=metadata,
    execute_to=SERVICE,
    comment="Erases a user: all rows of all tables, the account, and what was derived from them.",
)
