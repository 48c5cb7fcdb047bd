-- How many highlights a user has, in how many books, and how many of the last seven days.
CREATE FUNCTION public.get_highlight_stats(user_uuid uuid)
RETURNS TABLE (total_highlights bigint, books_with_highlights bigint, recent_highlights bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        count(DISTINCT highlight.book_id),
        count(*) FILTER (WHERE highlight.created_at > now() - interval '7 days')
    FROM public.user_highlights AS highlight
    WHERE highlight.user_id = user_uuid
$$;
