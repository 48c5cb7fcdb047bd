-- Deletes those of the given highlights that are the caller's own; returns how many.
CREATE FUNCTION public.bulk_delete_highlights(highlight_ids uuid[]) RETURNS bigint
LANGUAGE sql SET search_path = ''
AS $$
    WITH deleted AS (
        DELETE FROM public.user_highlights AS highlight
        WHERE highlight.id = ANY (highlight_ids)
        RETURNING 1
    )
    SELECT count(*) FROM deleted
$$;
