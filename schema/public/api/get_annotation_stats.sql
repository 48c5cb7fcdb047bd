-- How many notes a user has, in how many books, and how many of the last thirty days.
CREATE FUNCTION public.get_annotation_stats(user_uuid uuid)
RETURNS TABLE (total_annotations bigint, books_with_annotations bigint, recent_annotations bigint)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        count(DISTINCT note.book_id),
        count(*) FILTER (WHERE note.created_at > now() - interval '30 days')
    FROM public.user_notes AS note
    WHERE note.user_id = user_uuid
$$;
