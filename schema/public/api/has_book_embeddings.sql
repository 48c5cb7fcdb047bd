-- Whether a book has been embedded.
CREATE FUNCTION public.has_book_embeddings(book_uuid uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT EXISTS (SELECT FROM public.embedding_metadata AS stored WHERE stored.book_id = book_uuid)
$$;
