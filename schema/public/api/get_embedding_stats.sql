-- What a user's vectors are, what they cost, and how often they are used.
CREATE FUNCTION public.get_embedding_stats(user_uuid uuid)
RETURNS TABLE (
    total_embeddings bigint,
    total_cost_usd numeric,
    total_queries bigint,
    avg_query_count_per_embedding numeric,
    embeddings_by_provider jsonb,
    embeddings_by_model jsonb
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    WITH mine AS (
        SELECT stored.provider, stored.embedding_model, stored.generation_cost_usd, stored.query_count
        FROM public.embedding_metadata AS stored
        WHERE stored.user_id = user_uuid
    )
    SELECT
        count(*),
        coalesce(sum(mine.generation_cost_usd), 0),
        coalesce(sum(mine.query_count), 0),
        round(coalesce(avg(mine.query_count), 0), 2),
        (
            SELECT coalesce(jsonb_object_agg(by_provider.provider, by_provider.embeddings), '{}')
            FROM (SELECT provider, count(*) AS embeddings FROM mine GROUP BY provider) AS by_provider
        ),
        (
            SELECT coalesce(jsonb_object_agg(by_model.embedding_model, by_model.embeddings), '{}')
            FROM (SELECT embedding_model, count(*) AS embeddings FROM mine GROUP BY embedding_model) AS by_model
        )
    FROM mine
$$;
