-- The time spent on one book.
CREATE FUNCTION public.get_pomodoro_stats_by_book(book_uuid uuid)
RETURNS TABLE (
    total_sessions bigint,
    total_time_seconds bigint,
    total_time_minutes bigint,
    total_time_hours bigint,
    average_session_minutes numeric,
    completed_sessions bigint,
    work_sessions bigint,
    break_sessions bigint,
    last_session_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(session.duration_seconds), 0),
        coalesce(sum(session.duration_seconds), 0) / 60,
        coalesce(sum(session.duration_seconds), 0) / 3600,
        round(coalesce(avg(session.duration_seconds), 0) / 60, 1),
        count(*) FILTER (WHERE session.completed),
        count(*) FILTER (WHERE session.mode = 'work'),
        count(*) FILTER (WHERE session.mode <> 'work'),
        max(session.started_at)
    FROM public.pomodoro_sessions AS session
    WHERE session.book_id = book_uuid
$$;
