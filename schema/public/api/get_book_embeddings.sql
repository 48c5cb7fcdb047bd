-- Where the vectors of a book are, chunk by chunk.
CREATE FUNCTION public.get_book_embeddings(book_uuid uuid)
RETURNS TABLE (
    id uuid,
    provider text,
    vector_id text,
    chunk_index integer,
    chunk_count integer,
    chunk_text text,
    embedding_model text,
    generated_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        stored.id, stored.provider, stored.vector_id, stored.chunk_index, stored.chunk_count, stored.chunk_text,
        stored.embedding_model, stored.generated_at
    FROM public.embedding_metadata AS stored
    WHERE stored.book_id = book_uuid
    ORDER BY stored.chunk_index, stored.id
$$;
