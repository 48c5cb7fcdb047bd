-- Sessions and hours per week of the last eight weeks, newest first; weeks begin on Monday.
CREATE FUNCTION public.get_weekly_pomodoro_summary(user_uuid uuid)
RETURNS TABLE (
    week_start date,
    total_sessions bigint,
    total_time_hours numeric,
    work_sessions bigint,
    break_sessions bigint,
    average_session_minutes numeric
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        date_trunc('week', session.started_at)::date,
        count(*),
        round(coalesce(sum(session.duration_seconds), 0) / 3600.0, 2),
        count(*) FILTER (WHERE session.mode = 'work'),
        count(*) FILTER (WHERE session.mode <> 'work'),
        round(coalesce(avg(session.duration_seconds), 0) / 60, 1)
    FROM public.pomodoro_sessions AS session
    WHERE session.user_id = user_uuid AND session.started_at >= now() - interval '8 weeks'
    GROUP BY date_trunc('week', session.started_at)
    ORDER BY date_trunc('week', session.started_at) DESC
$$;
