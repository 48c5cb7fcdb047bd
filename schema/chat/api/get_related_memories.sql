-- The memories linked with one, whichever way the link points, strongest first.
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
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT other.id, other.entity_type, other.entity_text, link.relationship_type, link.strength
    FROM chat.memory_relationships AS link
    JOIN chat.conversation_memories AS other
        ON other.id = CASE WHEN link.memory_from = memory_uuid THEN link.memory_to ELSE link.memory_from END
    WHERE (link.memory_from = memory_uuid OR link.memory_to = memory_uuid)
        AND (coalesce(cardinality(relationship_filter), 0) = 0 OR link.relationship_type = ANY (relationship_filter))
    ORDER BY link.strength DESC NULLS LAST, other.id
    LIMIT limit_count
$$;
