-- How the original restructured the legacy database, as far as it brought new faults with it: eight migrations, in our
-- own words and without what does no harm. It runs on the legacy database without documents, for that was the only one
-- it could run on.

-- Documents became books. The column file_size had no default, so no document could be copied into it.
ALTER TABLE public.user_books
    ADD COLUMN content text,
    ADD COLUMN embedding_status text DEFAULT 'pending';
DROP TABLE public.response_cache, public.document_embeddings, public.documents CASCADE;
ALTER TABLE public.user_books DROP COLUMN file_size;

-- Covering indexes, with the whole text of a note in them.
CREATE INDEX idx_user_notes_book_page_covering ON public.user_notes (book_id, page_number)
    INCLUDE (content, position_x, position_y, created_at);
CREATE INDEX idx_user_highlights_book_page_covering ON public.user_highlights (book_id, page_number)
    INCLUDE (highlighted_text, color_hex, is_orphaned, created_at);
CREATE INDEX idx_memory_relationships_memory_from ON public.memory_relationships (memory_from);

-- A partitioned twin of the books. What it copies from the table does not include row security, and the platform gives
-- every role everything on a new table in public.
CREATE TABLE public.user_books_partitioned (LIKE public.user_books INCLUDING DEFAULTS, PRIMARY KEY (user_id, id))
    PARTITION BY LIST (user_id);
CREATE TABLE public.user_books_default PARTITION OF public.user_books_partitioned DEFAULT;

-- Erasing a reader: drops a partition it does not find under the empty path, or deletes from the default one. Notes,
-- highlights and conversations stay, and nobody is asked who they are.
CREATE FUNCTION public.cleanup_user_data(user_uuid uuid)
RETURNS TABLE (table_name text, rows_deleted bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    table_name := 'user_books_default';
    DELETE FROM public.user_books_default WHERE user_id = user_uuid;
    GET DIAGNOSTICS rows_deleted = ROW_COUNT;
    RETURN NEXT;
END
$$;

-- Figures computed in advance. Nobody took back what the platform grants, and the refresh names no schema.
CREATE MATERIALIZED VIEW public.user_activity_summary AS
    SELECT
        profile.id AS user_id,
        profile.tier,
        (SELECT count(*) FROM public.user_books AS book WHERE book.user_id = profile.id) AS total_books
    FROM public.profiles AS profile;
CREATE UNIQUE INDEX ON public.user_activity_summary (user_id);

CREATE FUNCTION public.refresh_all_analytics_views() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    REFRESH MATERIALIZED VIEW user_activity_summary;
END
$$;

-- The chat moved to a schema of its own, which nobody was allowed to use.
CREATE SCHEMA chat;
ALTER TABLE public.conversations SET SCHEMA chat;
ALTER TABLE public.messages SET SCHEMA chat;
ALTER TABLE public.conversation_memories SET SCHEMA chat;
ALTER TABLE public.memory_relationships SET SCHEMA chat;
ALTER TABLE public.action_cache SET SCHEMA chat;
ALTER TABLE public.memory_extraction_jobs SET SCHEMA chat;

-- Where vectors are kept. Two NULL chunks pass as different, and whoever is signed in may update every row.
CREATE TABLE public.embedding_metadata (
    id              uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id         uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    book_id         uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    provider        text NOT NULL CHECK (provider IN ('supabase', 'pinecone', 'weaviate', 'qdrant', 'local')),
    vector_id       text NOT NULL,
    chunk_index     integer,
    chunk_text      text,
    updated_at      timestamptz DEFAULT now(),
    last_queried_at timestamptz,
    query_count     integer DEFAULT 0,
    UNIQUE (book_id, chunk_index),
    UNIQUE (vector_id, provider)
);
ALTER TABLE public.embedding_metadata ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Service can insert embedding metadata" ON public.embedding_metadata FOR INSERT WITH CHECK (true);
CREATE POLICY "Service can update embedding metadata" ON public.embedding_metadata FOR UPDATE USING (true);
CREATE POLICY "Users can read own embedding metadata" ON public.embedding_metadata
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can delete own embedding metadata" ON public.embedding_metadata
    FOR DELETE USING (auth.uid() = user_id);

CREATE FUNCTION public.get_book_embeddings(book_uuid uuid)
RETURNS TABLE (id uuid, provider text, vector_id text, chunk_index integer, chunk_text text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT stored.id, stored.provider, stored.vector_id, stored.chunk_index, stored.chunk_text
    FROM public.embedding_metadata AS stored WHERE stored.book_id = book_uuid
$$;
