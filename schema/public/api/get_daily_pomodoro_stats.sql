-- Sessions and minutes per day of the last days, newest first.
CREATE FUNCTION public.get_daily_pomodoro_stats(user_uuid uuid, days_back integer DEFAULT 7)
RETURNS TABLE (
    date date,
    total_sessions bigint,
    total_time_minutes bigint,
    work_sessions bigint,
    break_sessions bigint
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    -- Days are those of the session's TimeZone: a caller who sets it gets days of the reader's own.
    SELECT
        session.started_at::date,
        count(*),
        coalesce(sum(session.duration_seconds), 0) / 60,
        count(*) FILTER (WHERE session.mode = 'work'),
        count(*) FILTER (WHERE session.mode <> 'work')
    FROM public.pomodoro_sessions AS session
    WHERE session.user_id = user_uuid AND session.started_at >= now() - make_interval(days => days_back)
    GROUP BY session.started_at::date
    ORDER BY session.started_at::date DESC
$$;
