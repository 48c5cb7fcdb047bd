SELECT
    session.user_id,
    (session.started_at AT TIME ZONE 'UTC')::date AS session_date,
    count(*) AS total_sessions,
    count(*) FILTER (WHERE session.mode = 'work') AS work_sessions,
    count(*) FILTER (WHERE session.mode <> 'work') AS break_sessions,
    count(*) FILTER (WHERE session.completed) AS completed_sessions,
    coalesce(sum(session.duration_seconds) FILTER (WHERE session.mode = 'work'), 0) AS total_work_seconds,
    avg(session.duration_seconds) FILTER (WHERE session.mode = 'work') AS avg_work_duration_seconds,
    count(DISTINCT session.book_id) AS unique_books_studied
FROM public.pomodoro_sessions AS session
-- Whole days: the time zone of whoever refreshes must not move the edge, nor the hour cut the oldest day.
WHERE session.started_at >= ((now() AT TIME ZONE 'UTC')::date - 90)::timestamp AT TIME ZONE 'UTC'
GROUP BY session.user_id, session_date
