-- Sessions and minutes per hour of the day, over the last days.
CREATE FUNCTION public.get_time_of_day_patterns(user_uuid uuid, days_back integer DEFAULT 30)
RETURNS TABLE (hour_of_day integer, session_count bigint, total_time_minutes bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        extract(hour FROM session.started_at)::integer,
        count(*),
        coalesce(sum(session.duration_seconds), 0) / 60
    FROM public.pomodoro_sessions AS session
    WHERE session.user_id = user_uuid AND session.started_at >= now() - make_interval(days => days_back)
    GROUP BY 1
    ORDER BY 1
$$;
