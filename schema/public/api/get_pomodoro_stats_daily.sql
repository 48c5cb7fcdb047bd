-- Sessions of a user per day, newest first, as of the last refresh.
CREATE FUNCTION public.get_pomodoro_stats_daily(user_uuid uuid)
RETURNS TABLE (
    session_date date,
    total_sessions bigint,
    work_sessions bigint,
    break_sessions bigint,
    completed_sessions bigint,
    total_work_seconds bigint,
    avg_work_duration_seconds numeric,
    unique_books_studied bigint
)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        stats.session_date, stats.total_sessions, stats.work_sessions, stats.break_sessions, stats.completed_sessions,
        stats.total_work_seconds, stats.avg_work_duration_seconds, stats.unique_books_studied
    FROM public.pomodoro_stats_daily AS stats
    WHERE stats.user_id = user_uuid
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
    ORDER BY stats.session_date DESC
$$;
