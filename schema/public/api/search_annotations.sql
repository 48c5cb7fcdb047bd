-- The notes of a user that hold a text, in whatever case, newest first.
CREATE FUNCTION public.search_annotations(user_uuid uuid, q text DEFAULT NULL)
RETURNS TABLE (
    id uuid,
    book_id uuid,
    page_number integer,
    content text,
    position_x numeric,
    position_y numeric,
    created_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT note.id, note.book_id, note.page_number, note.content, note.position_x, note.position_y, note.created_at
    FROM public.user_notes AS note
    -- Not ILIKE: a reader who looks for "100%" means the sign.
    WHERE note.user_id = user_uuid AND (q IS NULL OR strpos(lower(note.content), lower(q)) > 0)
    ORDER BY note.created_at DESC, note.id
$$;
