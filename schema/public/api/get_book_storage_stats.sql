-- How much room a user's books take, by type.
CREATE FUNCTION public.get_book_storage_stats(user_uuid uuid)
RETURNS TABLE (
    total_books bigint,
    total_size_bytes bigint,
    total_size_mb numeric,
    pdf_count bigint,
    text_count bigint,
    average_size_mb numeric
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(book.file_size_bytes), 0)::bigint,
        round(coalesce(sum(book.file_size_bytes), 0) / 1048576, 2),
        count(*) FILTER (WHERE book.file_type = 'pdf'),
        count(*) FILTER (WHERE book.file_type = 'text'),
        round(coalesce(avg(book.file_size_bytes), 0) / 1048576, 2)
    FROM public.user_books AS book
    WHERE book.user_id = user_uuid
$$;
