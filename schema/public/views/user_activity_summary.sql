-- Every table is read once and grouped, instead of once per reader. The last seven days are counted in hours, which are the
-- same in every time zone.
WITH books AS (
    SELECT
        user_id,
        count(*) AS total_books,
        count(*) FILTER (WHERE is_favorite) AS favorite_books,
        count(*) FILTER (WHERE notes_count > 0) AS books_with_notes,
        max(last_read_at) AS latest
    FROM public.user_books
    GROUP BY user_id
),
notes AS (
    SELECT
        user_id,
        count(*) AS total_notes,
        count(*) FILTER (WHERE created_at >= now() - interval '168 hours') AS notes_last_7_days,
        max(created_at) AS latest
    FROM public.user_notes
    GROUP BY user_id
),
sessions AS (
    SELECT
        user_id,
        count(*) AS total_sessions,
        sum(duration_seconds) FILTER (WHERE mode = 'work') AS total_study_seconds,
        count(*) FILTER (WHERE started_at >= now() - interval '168 hours') AS sessions_last_7_days,
        max(started_at) AS latest
    FROM public.pomodoro_sessions
    GROUP BY user_id
),
collections AS (
    SELECT user_id, count(*) AS total FROM public.user_collections GROUP BY user_id
),
tags AS (
    SELECT user_id, count(*) AS total FROM public.book_tags GROUP BY user_id
)
SELECT
    profile.id AS user_id,
    profile.tier,
    coalesce(books.total_books, 0) AS total_books,
    coalesce(books.favorite_books, 0) AS favorite_books,
    coalesce(books.books_with_notes, 0) AS books_with_notes,
    coalesce(notes.total_notes, 0) AS total_notes,
    coalesce(notes.notes_last_7_days, 0) AS notes_last_7_days,
    coalesce(sessions.total_sessions, 0) AS total_pomodoro_sessions,
    coalesce(sessions.total_study_seconds, 0) AS total_study_seconds,
    coalesce(sessions.sessions_last_7_days, 0) AS sessions_last_7_days,
    coalesce(collections.total, 0) AS total_collections,
    coalesce(tags.total, 0) AS total_tags,
    greatest(books.latest, notes.latest, sessions.latest) AS last_activity_at
FROM public.profiles AS profile
LEFT JOIN books ON books.user_id = profile.id
LEFT JOIN notes ON notes.user_id = profile.id
LEFT JOIN sessions ON sessions.user_id = profile.id
LEFT JOIN collections ON collections.user_id = profile.id
LEFT JOIN tags ON tags.user_id = profile.id
