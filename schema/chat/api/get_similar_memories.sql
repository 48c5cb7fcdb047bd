-- The memories of a user nearest to an embedding, by cosine similarity.
CREATE FUNCTION public.get_similar_memories(
    user_uuid uuid,
    query_embedding public.vector,
    limit_count integer DEFAULT 10,
    similarity_threshold double precision DEFAULT 0.7
)
RETURNS TABLE (
    id uuid,
    entity_type text,
    entity_text text,
    entity_metadata jsonb,
    similarity double precision,
    created_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT near.id, near.entity_type, near.entity_text, near.entity_metadata, 1 - near.distance, near.created_at
    FROM (
        SELECT memory.*, memory.embedding OPERATOR(public.<=>) query_embedding AS distance
        FROM chat.conversation_memories AS memory
        WHERE memory.user_id = user_uuid
        -- A fence: an approximate index takes the nearest of all users first and would then find too few of this one.
        OFFSET 0
    ) AS near
    WHERE 1 - near.distance > similarity_threshold
    ORDER BY near.distance, near.id
    LIMIT limit_count
$$;
