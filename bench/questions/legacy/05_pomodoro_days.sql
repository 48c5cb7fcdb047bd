-- No function counts these figures, so the app reads the sessions.
SELECT
    (started_at AT TIME ZONE 'UTC')::date AS session_date,
    count(*) AS total_sessions,
    count(*) FILTER (WHERE mode = 'work') AS work_sessions,
    count(*) FILTER (WHERE mode <> 'work') AS break_sessions,
    count(*) FILTER (WHERE completed) AS completed_sessions,
    coalesce(sum(duration_seconds) FILTER (WHERE mode = 'work'), 0) AS total_work_seconds,
    avg(duration_seconds) FILTER (WHERE mode = 'work') AS avg_work_duration_seconds,
    count(DISTINCT book_id) AS unique_books_studied
FROM public.pomodoro_sessions
WHERE user_id = %(reader)s AND started_at >= date_trunc('day', now(), 'UTC') - interval '29 days'
GROUP BY session_date
ORDER BY session_date DESC
