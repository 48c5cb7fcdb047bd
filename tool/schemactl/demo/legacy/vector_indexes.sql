-- Nearest-neighbour indexes; they need pgvector itself. They were made on empty tables, as here: that lowers recall.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE INDEX idx_doc_desc_embedding ON public.document_descriptions
    USING ivfflat (description_embedding public.vector_cosine_ops) WITH (lists = 50);
CREATE INDEX idx_memories_user_embedding ON public.conversation_memories
    USING ivfflat (embedding public.vector_cosine_ops) WITH (lists = 100);
CREATE INDEX idx_action_cache_user_embedding ON public.action_cache
    USING ivfflat (embedding public.vector_cosine_ops) WITH (lists = 50);
