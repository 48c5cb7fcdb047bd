-- Documents: the second document model, fed by the chat's upload. It holds MIME types where the library holds
-- 'pdf' or 'text', and some of its rows share their id with a book.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.documents (
    id               uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id          uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    title            text NOT NULL,
    file_name        text NOT NULL,
    file_size        integer NOT NULL,
    file_type        text NOT NULL,
    s3_key           text NOT NULL,
    content          text,
    embedding_status text DEFAULT 'pending'
        CHECK (embedding_status IN ('pending', 'processing', 'completed', 'failed')),
    metadata         jsonb DEFAULT '{}',
    created_at       timestamptz DEFAULT now(),
    updated_at       timestamptz DEFAULT now(),
    needs_ocr        boolean DEFAULT false,
    ocr_status       text DEFAULT 'not_needed',
    ocr_metadata     jsonb,
    CONSTRAINT check_ocr_status
        CHECK (ocr_status IN ('not_needed', 'pending', 'processing', 'completed', 'failed', 'user_declined'))
);
COMMENT ON TABLE public.documents IS 'Uploads of the chat, older than the library and never joined with it.';
COMMENT ON COLUMN public.documents.needs_ocr IS 'True when the upload holds no text layer';
COMMENT ON COLUMN public.documents.ocr_status IS 'State of text recognition';

CREATE INDEX idx_documents_created_at ON public.documents (created_at DESC);
CREATE INDEX idx_documents_ocr_status ON public.documents (ocr_status) WHERE ocr_status <> 'not_needed';
CREATE INDEX idx_documents_user_id ON public.documents (user_id);

CREATE TRIGGER update_documents_updated_at
    BEFORE UPDATE ON public.documents FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own documents" ON public.documents
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own documents" ON public.documents
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own documents" ON public.documents
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own documents" ON public.documents
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.document_embeddings (
    id          uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    document_id uuid NOT NULL REFERENCES public.documents (id) ON DELETE CASCADE,
    chunk_index integer NOT NULL,
    chunk_text  text NOT NULL,
    pinecone_id text NOT NULL,
    metadata    jsonb DEFAULT '{}',
    created_at  timestamptz DEFAULT now(),
    UNIQUE (document_id, chunk_index)
);
COMMENT ON TABLE public.document_embeddings IS 'Chunks of a document; the vectors themselves live in Pinecone.';

CREATE INDEX idx_document_embeddings_document_id ON public.document_embeddings (document_id);

ALTER TABLE public.document_embeddings ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can read own document embeddings" ON public.document_embeddings
    FOR SELECT USING (
        EXISTS (SELECT 1 FROM public.documents
            WHERE documents.id = document_embeddings.document_id AND documents.user_id = auth.uid())
    );


CREATE TABLE public.response_cache (
    id          uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    cache_key   text NOT NULL UNIQUE,
    document_id uuid REFERENCES public.documents (id) ON DELETE CASCADE,
    query       text NOT NULL,
    response    text NOT NULL,
    hits        integer DEFAULT 0,
    expires_at  timestamptz NOT NULL,
    created_at  timestamptz DEFAULT now()
);
COMMENT ON TABLE public.response_cache IS 'Answers already given, by question and document.';

CREATE INDEX idx_response_cache_expires_at ON public.response_cache (expires_at);

ALTER TABLE public.response_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can read cache for own documents" ON public.response_cache
    FOR SELECT USING (
        (document_id IS NULL)
        OR EXISTS (SELECT 1 FROM public.documents
            WHERE documents.id = response_cache.document_id AND documents.user_id = auth.uid())
    );
