-- How far a user has read, and how many books are favourites or have notes.
CREATE FUNCTION public.get_user_reading_stats(user_uuid uuid)
RETURNS TABLE (
    total_books bigint,
    total_pages_read bigint,
    average_progress numeric,
    favorite_books bigint,
    books_with_notes bigint
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(book.last_read_page), 0),
        round(coalesce(avg(book.reading_progress), 0), 2),
        count(*) FILTER (WHERE book.is_favorite),
        count(*) FILTER (WHERE book.notes_count > 0)
    FROM public.user_books AS book
    WHERE book.user_id = user_uuid
$$;
