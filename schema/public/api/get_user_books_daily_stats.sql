-- Uploads of a user per day, newest first, as of the last refresh.
CREATE FUNCTION public.get_user_books_daily_stats(user_uuid uuid)
RETURNS TABLE (
    upload_date date,
    total_books bigint,
    pdf_books bigint,
    text_books bigint,
    total_size_bytes numeric,
    avg_reading_progress numeric,
    favorite_books bigint,
    books_with_notes bigint,
    books_with_sessions bigint
)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        stats.upload_date, stats.total_books, stats.pdf_books, stats.text_books, stats.total_size_bytes,
        stats.avg_reading_progress, stats.favorite_books, stats.books_with_notes, stats.books_with_sessions
    FROM public.user_books_daily_stats AS stats
    WHERE stats.user_id = user_uuid
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
    ORDER BY stats.upload_date DESC
$$;
