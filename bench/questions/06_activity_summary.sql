-- 6 what a reader has done [analytics]
SELECT
    total_books, favorite_books, total_notes, notes_last_7_days, total_pomodoro_sessions, total_study_seconds,
    sessions_last_7_days, total_collections, total_tags, last_activity_at
FROM public.get_user_activity_summary(%(reader)s)
