-- How many links a user's books have, from how many books, and their average relevance in percent.
CREATE FUNCTION public.get_document_relationship_stats(user_id_param uuid)
RETURNS TABLE (total_relationships bigint, documents_with_relations bigint, average_relevance numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        count(DISTINCT link.source_document_id),
        round(coalesce(avg(link.relevance_percentage), 0), 2)
    FROM public.document_relationships AS link
    WHERE link.user_id = user_id_param
$$;
