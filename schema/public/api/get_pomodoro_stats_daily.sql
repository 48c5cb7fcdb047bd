-- Sessions of a user per day of the last days, newest first, as of the last refresh; the view holds ninety.
CREATE FUNCTION public.get_pomodoro_stats_daily(user_uuid uuid, days_back integer DEFAULT 90)
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
        AND stats.session_date > (now() AT TIME ZONE 'UTC')::date - days_back
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
    ORDER BY stats.session_date DESC
$$;
