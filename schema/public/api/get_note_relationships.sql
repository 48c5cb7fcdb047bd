-- What a note is linked to, with the linked text, most similar first.
CREATE FUNCTION public.get_note_relationships(note_uuid uuid, user_uuid uuid)
RETURNS TABLE (
    relationship_id uuid,
    related_type text,
    related_id uuid,
    relationship_type text,
    similarity_score numeric,
    is_auto_detected boolean,
    content text,
    created_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        link.id, link.related_type, link.related_id, link.relationship_type, link.similarity_score,
        link.is_auto_detected,
        CASE link.related_type
            WHEN 'note' THEN (SELECT note.content FROM public.user_notes AS note WHERE note.id = link.related_id)
            WHEN 'document' THEN (SELECT book.title FROM public.user_books AS book WHERE book.id = link.related_id)
            WHEN 'memory' THEN (
                SELECT memory.entity_text FROM chat.conversation_memories AS memory WHERE memory.id = link.related_id
            )
        END,
        link.created_at
    FROM public.note_relationships AS link
    WHERE link.note_id = note_uuid AND link.user_id = user_uuid
    ORDER BY link.similarity_score DESC NULLS LAST, link.id
$$;
