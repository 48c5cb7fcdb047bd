-- Marks the caller's highlights of a page whose text has changed; returns how many.
CREATE FUNCTION public.mark_page_highlights_orphaned(book_uuid uuid, page_num integer, reason text DEFAULT NULL)
RETURNS integer
LANGUAGE sql SET search_path = ''
AS $$
    WITH marked AS (
        UPDATE public.user_highlights AS highlight
        SET is_orphaned = true, orphaned_reason = coalesce(reason, 'page text changed')
        WHERE highlight.book_id = book_uuid
            AND highlight.page_number = page_num
            AND highlight.user_id = (SELECT auth.uid())
            AND highlight.is_orphaned IS NOT TRUE
        RETURNING 1
    )
    SELECT count(*)::integer FROM marked
$$;
