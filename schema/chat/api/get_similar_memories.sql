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
-- A plan for this user each time: the index on embeddings is best for who has many memories, the one on users for others.
LANGUAGE plpgsql STABLE SET search_path = '' SET plan_cache_mode = 'force_custom_plan'
AS $$
BEGIN
    -- The index on embeddings knows no users. Without this it would look at the nearest memories of all of them once, and
    -- find too few of this one; so it goes on until there are enough (pgvector manual, "Iterative Index Scans"). Where the
    -- setting is not there, pgvector is older than 0.8 or not real.
    IF current_setting('hnsw.iterative_scan', true) IS NOT NULL THEN
        PERFORM set_config('hnsw.iterative_scan', 'strict_order', true);
    END IF;
    RETURN QUERY
    SELECT
        near.id, near.entity_type, near.entity_text, near.entity_metadata, 1 - near.distance AS similarity, near.created_at
    FROM (
        SELECT memory.*, memory.embedding OPERATOR(public.<=>) query_embedding AS distance
        FROM chat.conversation_memories AS memory
        WHERE memory.user_id = user_uuid AND memory.embedding IS NOT NULL
        ORDER BY memory.embedding OPERATOR(public.<=>) query_embedding
        LIMIT limit_count
    ) AS near
    WHERE 1 - near.distance > similarity_threshold
    ORDER BY near.distance, near.id;
END
$$;
