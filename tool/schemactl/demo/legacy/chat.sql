-- Chat: conversations, messages, and the memories drawn from them.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.conversations (
    id          uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id     uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    document_id uuid REFERENCES public.documents (id) ON DELETE CASCADE,
    title       text,
    metadata    jsonb DEFAULT '{}',
    created_at  timestamptz DEFAULT now(),
    updated_at  timestamptz DEFAULT now()
);
COMMENT ON TABLE public.conversations IS 'Chat threads, with or without a document.';

CREATE INDEX idx_conversations_created_at ON public.conversations (created_at DESC);
CREATE INDEX idx_conversations_document_id ON public.conversations (document_id);
CREATE INDEX idx_conversations_user_id ON public.conversations (user_id);

CREATE TRIGGER update_conversations_updated_at
    BEFORE UPDATE ON public.conversations FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can manage own conversations" ON public.conversations
    FOR ALL USING (auth.uid() = user_id);


CREATE TABLE public.messages (
    id              uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    conversation_id uuid NOT NULL REFERENCES public.conversations (id) ON DELETE CASCADE,
    role            text NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
    content         text NOT NULL,
    tokens_used     integer,
    model           text,
    metadata        jsonb DEFAULT '{}',
    created_at      timestamptz DEFAULT now()
);

CREATE INDEX idx_messages_conversation_id ON public.messages (conversation_id);
CREATE INDEX idx_messages_created_at ON public.messages (created_at DESC);

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create messages in own conversations" ON public.messages
    FOR INSERT WITH CHECK (
        EXISTS (SELECT 1 FROM public.conversations
            WHERE conversations.id = messages.conversation_id AND conversations.user_id = auth.uid())
    );
CREATE POLICY "Users can read own messages" ON public.messages
    FOR SELECT USING (
        EXISTS (SELECT 1 FROM public.conversations
            WHERE conversations.id = messages.conversation_id AND conversations.user_id = auth.uid())
    );


CREATE TABLE public.conversation_memories (
    id                uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id           uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    conversation_id   uuid REFERENCES public.conversations (id) ON DELETE CASCADE,
    entity_type       text NOT NULL,
    entity_text       text NOT NULL,
    entity_metadata   jsonb DEFAULT '{}',
    source_message_id uuid REFERENCES public.messages (id) ON DELETE SET NULL,
    document_id       uuid,
    embedding         public.vector(768),
    created_at        timestamptz DEFAULT now()
);
COMMENT ON TABLE public.conversation_memories IS 'Facts and entities taken from chats, with embeddings.';
COMMENT ON COLUMN public.conversation_memories.document_id IS 'The document the memory came from';

CREATE INDEX idx_memories_conversation_id ON public.conversation_memories (conversation_id);
CREATE INDEX idx_memories_created_at ON public.conversation_memories (created_at DESC);
CREATE INDEX idx_memories_document_id ON public.conversation_memories (document_id);
CREATE INDEX idx_memories_entity_type ON public.conversation_memories (user_id, entity_type);
CREATE INDEX idx_memories_user_id ON public.conversation_memories (user_id);

ALTER TABLE public.conversation_memories ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Service can insert memories" ON public.conversation_memories
    FOR INSERT WITH CHECK (true);
CREATE POLICY "Users can delete own memories" ON public.conversation_memories
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own memories" ON public.conversation_memories
    FOR SELECT USING (auth.uid() = user_id);


CREATE TABLE public.memory_relationships (
    id                uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id           uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    memory_from       uuid REFERENCES public.conversation_memories (id) ON DELETE CASCADE,
    memory_to         uuid REFERENCES public.conversation_memories (id) ON DELETE CASCADE,
    relationship_type text NOT NULL,
    strength          numeric(3,2) DEFAULT 0.5,
    metadata          jsonb DEFAULT '{}',
    created_at        timestamptz DEFAULT now()
);
COMMENT ON TABLE public.memory_relationships IS 'How two memories belong together.';

CREATE INDEX idx_relationships_from ON public.memory_relationships (memory_from);
CREATE INDEX idx_relationships_to ON public.memory_relationships (memory_to);
CREATE INDEX idx_relationships_user_id ON public.memory_relationships (user_id);

ALTER TABLE public.memory_relationships ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Service can insert memory relationships" ON public.memory_relationships
    FOR INSERT WITH CHECK (true);
CREATE POLICY "Users can delete own memory relationships" ON public.memory_relationships
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own memory relationships" ON public.memory_relationships
    FOR SELECT USING (auth.uid() = user_id);


CREATE TABLE public.action_cache (
    id               uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id          uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    natural_language text NOT NULL,
    action_schema    jsonb NOT NULL,
    action_type      text NOT NULL,
    embedding        public.vector(768),
    hit_count        integer DEFAULT 0,
    last_used_at     timestamptz DEFAULT now(),
    created_at       timestamptz DEFAULT now()
);
COMMENT ON TABLE public.action_cache IS 'Natural-language requests already turned into actions.';

CREATE INDEX idx_action_cache_action_type ON public.action_cache (action_type);
CREATE INDEX idx_action_cache_hit_count ON public.action_cache (hit_count DESC);
CREATE INDEX idx_action_cache_user_id ON public.action_cache (user_id);

ALTER TABLE public.action_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own action cache" ON public.action_cache
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own action cache" ON public.action_cache
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own action cache" ON public.action_cache
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own action cache" ON public.action_cache
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.memory_extraction_jobs (
    id              uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    conversation_id uuid REFERENCES public.conversations (id) ON DELETE CASCADE,
    user_id         uuid REFERENCES public.profiles (id) ON DELETE CASCADE,
    status          text DEFAULT 'pending' CHECK (status IN ('pending', 'processing', 'completed', 'failed')),
    error_message   text,
    metadata        jsonb DEFAULT '{}',
    created_at      timestamptz DEFAULT now(),
    completed_at    timestamptz
);
COMMENT ON TABLE public.memory_extraction_jobs IS 'Queue of chats whose memories are to be extracted.';

CREATE INDEX idx_extraction_jobs_conversation ON public.memory_extraction_jobs (conversation_id);
CREATE INDEX idx_extraction_jobs_status ON public.memory_extraction_jobs (status, created_at);

CREATE TRIGGER update_extraction_jobs_updated_at
    BEFORE UPDATE ON public.memory_extraction_jobs FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.memory_extraction_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Service can manage extraction jobs" ON public.memory_extraction_jobs
    FOR ALL WITH CHECK (true);
CREATE POLICY "Users can read own extraction jobs" ON public.memory_extraction_jobs
    FOR SELECT USING (auth.uid() = user_id);
