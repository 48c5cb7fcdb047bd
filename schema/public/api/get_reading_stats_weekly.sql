-- Books and study time of a user per week, newest first, as of the last refresh.
CREATE FUNCTION public.get_reading_stats_weekly(user_uuid uuid)
RETURNS TABLE (
    week_start timestamptz,
    books_read bigint,
    total_progress numeric,
    avg_progress_per_book numeric,
    total_pages_read bigint,
    avg_session_duration_seconds numeric,
    total_study_time_seconds numeric
)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        stats.week_start, stats.books_read, stats.total_progress, stats.avg_progress_per_book, stats.total_pages_read,
        stats.avg_session_duration_seconds, stats.total_study_time_seconds
    FROM public.reading_stats_weekly AS stats
    WHERE stats.user_id = user_uuid
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
    ORDER BY stats.week_start DESC
$$;
