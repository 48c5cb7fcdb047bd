-- 5 thirty days of sessions [analytics]
SELECT
    session_date, total_sessions, work_sessions, break_sessions, completed_sessions, total_work_seconds,
    avg_work_duration_seconds, unique_books_studied
FROM public.get_pomodoro_stats_daily(%(reader)s, 30)
ORDER BY session_date DESC
