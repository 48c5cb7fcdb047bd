-- One sub-select per figure, as the original's view does. Its books_with_notes is left out: no count of notes is kept.
SELECT
    (SELECT count(*) FROM public.user_books WHERE user_id = reader.id) AS total_books,
    (SELECT count(*) FROM public.user_books WHERE user_id = reader.id AND is_favorite) AS favorite_books,
    (SELECT count(*) FROM public.user_notes WHERE user_id = reader.id) AS total_notes,
    (SELECT count(*) FROM public.user_notes WHERE user_id = reader.id AND created_at >= now() - interval '7 days')
        AS notes_last_7_days,
    (SELECT count(*) FROM public.pomodoro_sessions WHERE user_id = reader.id) AS total_pomodoro_sessions,
    (SELECT coalesce(sum(duration_seconds), 0) FROM public.pomodoro_sessions
        WHERE user_id = reader.id AND mode = 'work') AS total_study_seconds,
    (
        SELECT count(*) FROM public.pomodoro_sessions
        WHERE user_id = reader.id AND started_at >= now() - interval '7 days'
    ) AS sessions_last_7_days,
    (SELECT count(*) FROM public.user_collections WHERE user_id = reader.id) AS total_collections,
    (SELECT count(*) FROM public.book_tags WHERE user_id = reader.id) AS total_tags,
    greatest(
        (SELECT max(last_read_at) FROM public.user_books WHERE user_id = reader.id),
        (SELECT max(created_at) FROM public.user_notes WHERE user_id = reader.id),
        (SELECT max(started_at) FROM public.pomodoro_sessions WHERE user_id = reader.id)
    ) AS last_activity_at
FROM public.profiles AS reader
WHERE reader.id = %(reader)s
