-- Books count in the week they were last read, study time in the week it was spent. Twelve weeks are subtracted from a time
-- without zone: else the clock changes of whoever refreshes would move the edge by an hour.
WITH books AS (
    SELECT
        book.user_id,
        date_trunc('week', book.last_read_at, 'UTC') AS week_start,
        count(*) AS books_read,
        sum(book.reading_progress) / 100 AS total_progress,
        avg(book.reading_progress) AS avg_progress_per_book,
        sum(book.last_read_page) AS total_pages_read
    FROM public.user_books AS book
    WHERE book.last_read_at >= (date_trunc('week', now() AT TIME ZONE 'UTC') - interval '12 weeks') AT TIME ZONE 'UTC'
    GROUP BY book.user_id, week_start
),
sessions AS (
    SELECT
        session.user_id,
        date_trunc('week', session.started_at, 'UTC') AS week_start,
        avg(session.duration_seconds) AS avg_session_duration_seconds,
        sum(session.duration_seconds)::numeric AS total_study_time_seconds
    FROM public.pomodoro_sessions AS session
    WHERE session.mode = 'work'
        AND session.ended_at IS NOT NULL
        AND session.started_at >= (date_trunc('week', now() AT TIME ZONE 'UTC') - interval '12 weeks') AT TIME ZONE 'UTC'
    GROUP BY session.user_id, week_start
)
SELECT
    user_id,
    week_start,
    coalesce(books.books_read, 0) AS books_read,
    coalesce(books.total_progress, 0) AS total_progress,
    coalesce(books.avg_progress_per_book, 0) AS avg_progress_per_book,
    coalesce(books.total_pages_read, 0) AS total_pages_read,
    coalesce(sessions.avg_session_duration_seconds, 0) AS avg_session_duration_seconds,
    coalesce(sessions.total_study_time_seconds, 0) AS total_study_time_seconds
FROM books
FULL JOIN sessions USING (user_id, week_start)
