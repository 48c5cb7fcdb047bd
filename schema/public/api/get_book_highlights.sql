-- The caller's highlights of one book, page by page.
CREATE FUNCTION public.get_book_highlights(book_uuid uuid, include_orphaned boolean DEFAULT true)
RETURNS SETOF public.user_highlights
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT highlight.*
    FROM public.user_highlights AS highlight
    WHERE highlight.book_id = book_uuid
        AND highlight.user_id = (SELECT auth.uid())
        AND (include_orphaned OR highlight.is_orphaned IS NOT TRUE)
    ORDER BY highlight.page_number, highlight.created_at, highlight.id
$$;
