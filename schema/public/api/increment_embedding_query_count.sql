-- Counts one more use of a vector.
CREATE FUNCTION public.increment_embedding_query_count(embedding_uuid uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    UPDATE public.embedding_metadata AS stored
    SET query_count = coalesce(stored.query_count, 0) + 1, last_queried_at = now()
    WHERE stored.id = embedding_uuid AND public.acts_for(stored.user_id)
$$;
