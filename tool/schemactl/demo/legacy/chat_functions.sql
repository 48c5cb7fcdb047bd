-- Functions on memories. Both name tables and operators without a schema and lean on public being on the path.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT m.id, m.entity_type, m.entity_text, m.entity_metadata, 1 - (m.embedding <=> query_embedding), m.created_at
    FROM conversation_memories AS m
    WHERE m.user_id = user_uuid AND 1 - (m.embedding <=> query_embedding) > similarity_threshold
    ORDER BY m.embedding <=> query_embedding
    LIMIT limit_count;
END
$$;
COMMENT ON FUNCTION public.get_similar_memories(uuid, public.vector, integer, double precision) IS
    'The memories of a user nearest to an embedding.';


CREATE FUNCTION public.get_related_memories(
    memory_uuid uuid,
    relationship_filter text[] DEFAULT ARRAY[]::text[],
    limit_count integer DEFAULT 10
)
RETURNS TABLE (
    related_memory_id uuid,
    entity_type text,
    entity_text text,
    relationship_type text,
    strength numeric
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT other.id, other.entity_type, other.entity_text, link.relationship_type, link.strength
    FROM memory_relationships AS link
    JOIN conversation_memories AS other
        ON other.id = CASE WHEN link.memory_from = memory_uuid THEN link.memory_to ELSE link.memory_from END
    WHERE memory_uuid IN (link.memory_from, link.memory_to)
        AND (cardinality(relationship_filter) = 0 OR link.relationship_type = ANY (relationship_filter))
    ORDER BY link.strength DESC
    LIMIT limit_count;
END
$$;
COMMENT ON FUNCTION public.get_related_memories(uuid, text[], integer) IS 'Memories linked to one, strongest first.';
