-- A library in four numbers; the reading time is that of the work sessions, in seconds.
CREATE FUNCTION public.get_library_stats(user_uuid uuid)
RETURNS TABLE (total_books bigint, total_pages bigint, total_reading_time bigint, average_progress numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(book.total_pages), 0),
        (
            SELECT coalesce(sum(session.duration_seconds), 0) FROM public.pomodoro_sessions AS session
            WHERE session.user_id = user_uuid AND session.mode = 'work'
        ),
        round(coalesce(avg(book.reading_progress), 0), 2)
    FROM public.user_books AS book
    WHERE book.user_id = user_uuid
$$;
