-- Reading: notes, highlights, reading aloud, and what connects books and notes with one another.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.user_notes (
    id              uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id         uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    book_id         uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    page_number     integer NOT NULL,
    content         text NOT NULL,
    position_x      numeric(10,2),
    position_y      numeric(10,2),
    created_at      timestamptz DEFAULT now(),
    updated_at      timestamptz DEFAULT now(),
    note_type       text CHECK (note_type IN ('cornell', 'outline', 'mindmap', 'chart', 'boxing', 'freeform')),
    note_metadata   jsonb DEFAULT '{}',
    is_ai_generated boolean DEFAULT false
);
COMMENT ON TABLE public.user_notes IS 'Notes pinned to a page.';
COMMENT ON COLUMN public.user_notes.note_type IS 'Layout of the note';

CREATE INDEX idx_user_notes_ai_generated ON public.user_notes (book_id, is_ai_generated);
CREATE INDEX idx_user_notes_book_id ON public.user_notes (book_id);
CREATE INDEX idx_user_notes_note_type ON public.user_notes (book_id, note_type);
CREATE INDEX idx_user_notes_page_number ON public.user_notes (book_id, page_number);
CREATE INDEX idx_user_notes_user_id ON public.user_notes (user_id);

CREATE TRIGGER update_user_notes_updated_at
    BEFORE UPDATE ON public.user_notes FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.user_notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own notes" ON public.user_notes
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own notes" ON public.user_notes
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own notes" ON public.user_notes
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own notes" ON public.user_notes
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.user_highlights (
    id                  uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id             uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    book_id             uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    page_number         integer NOT NULL,
    highlighted_text    text NOT NULL,
    color_id            text NOT NULL,
    color_hex           text NOT NULL,
    position_data       jsonb NOT NULL,
    text_start_offset   integer,
    text_end_offset     integer,
    text_context_before text,
    text_context_after  text,
    is_orphaned         boolean DEFAULT false,
    orphaned_reason     text,
    created_at          timestamptz DEFAULT now(),
    updated_at          timestamptz DEFAULT now()
);
COMMENT ON TABLE public.user_highlights IS 'Marked passages; orphaned when the page text changed under them.';

CREATE INDEX idx_user_highlights_book_id ON public.user_highlights (book_id);
CREATE INDEX idx_user_highlights_created_at ON public.user_highlights (created_at DESC);
CREATE INDEX idx_user_highlights_orphaned ON public.user_highlights (book_id, is_orphaned) WHERE is_orphaned = true;
CREATE INDEX idx_user_highlights_page_number ON public.user_highlights (book_id, page_number);
CREATE INDEX idx_user_highlights_user_id ON public.user_highlights (user_id);

CREATE TRIGGER update_user_highlights_updated_at
    BEFORE UPDATE ON public.user_highlights FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.user_highlights ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own highlights" ON public.user_highlights
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own highlights" ON public.user_highlights
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own highlights" ON public.user_highlights
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own highlights" ON public.user_highlights
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.tts_audio_cache (
    id                uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id           uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    book_id           uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    content_hash      text NOT NULL,
    text_content      text NOT NULL,
    scope_type        text NOT NULL CHECK (scope_type IN ('paragraph', 'page', 'document', 'selection')),
    page_number       integer,
    paragraph_index   integer,
    start_char        integer,
    end_char          integer,
    audio_data_base64 text,
    audio_storage_url text,
    audio_format      text DEFAULT 'mp3',
    duration_seconds  numeric(8,2) NOT NULL,
    file_size_bytes   integer,
    voice_name        text NOT NULL,
    voice_language    text,
    voice_gender      text,
    speaking_rate     numeric(3,2) DEFAULT 1.00,
    pitch             numeric(3,2) DEFAULT 0.00,
    volume_gain       numeric(3,2) DEFAULT 0.00,
    provider          text NOT NULL CHECK (provider IN ('native', 'google-cloud')),
    access_count      integer DEFAULT 0,
    last_accessed_at  timestamptz DEFAULT now(),
    created_at        timestamptz DEFAULT now(),
    UNIQUE (user_id, book_id, content_hash, voice_name, speaking_rate, pitch)
);
COMMENT ON TABLE public.tts_audio_cache IS 'Synthesised speech, keyed by text, voice and speed.';

CREATE INDEX idx_tts_cache_content_hash ON public.tts_audio_cache (content_hash);
CREATE INDEX idx_tts_cache_last_accessed ON public.tts_audio_cache (last_accessed_at DESC);
CREATE INDEX idx_tts_cache_page_para ON public.tts_audio_cache (book_id, page_number, paragraph_index)
    WHERE page_number IS NOT NULL;
CREATE INDEX idx_tts_cache_scope_type ON public.tts_audio_cache (scope_type);
CREATE INDEX idx_tts_cache_user_book ON public.tts_audio_cache (user_id, book_id);

ALTER TABLE public.tts_audio_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own TTS cache" ON public.tts_audio_cache
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own TTS cache" ON public.tts_audio_cache
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own TTS cache" ON public.tts_audio_cache
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own TTS cache" ON public.tts_audio_cache
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.document_descriptions (
    id                       uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    book_id                  uuid NOT NULL UNIQUE REFERENCES public.user_books (id) ON DELETE CASCADE,
    user_id                  uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    ai_generated_description text,
    user_entered_description text,
    is_ai_generated          boolean DEFAULT false,
    description_embedding    public.vector(768),
    last_auto_generated_at   timestamptz,
    created_at               timestamptz DEFAULT now(),
    updated_at               timestamptz DEFAULT now()
);
COMMENT ON TABLE public.document_descriptions IS
    'What a book is about, in the user''s words or generated, with its embedding.';

CREATE INDEX idx_doc_desc_book_id ON public.document_descriptions (book_id);
CREATE INDEX idx_doc_desc_updated_at ON public.document_descriptions (updated_at DESC);
CREATE INDEX idx_doc_desc_user_id ON public.document_descriptions (user_id);

CREATE TRIGGER update_document_descriptions_updated_at
    BEFORE UPDATE ON public.document_descriptions FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.document_descriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own document descriptions" ON public.document_descriptions
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own document descriptions" ON public.document_descriptions
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own document descriptions" ON public.document_descriptions
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own document descriptions" ON public.document_descriptions
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.document_relationships (
    id                           uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id                      uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    source_document_id           uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    related_document_id          uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    relationship_description     text,
    relevance_percentage         numeric(5,2) CHECK (relevance_percentage BETWEEN 0 AND 100),
    ai_generated_description     text,
    relevance_calculation_status text DEFAULT 'pending'
        CHECK (relevance_calculation_status IN ('pending', 'processing', 'completed', 'failed')),
    created_at                   timestamptz DEFAULT now(),
    updated_at                   timestamptz DEFAULT now(),
    source_description_id        uuid REFERENCES public.document_descriptions (id) ON DELETE SET NULL,
    related_description_id       uuid REFERENCES public.document_descriptions (id) ON DELETE SET NULL,
    UNIQUE (source_document_id, related_document_id)
);
COMMENT ON TABLE public.document_relationships IS 'How closely two books of a user are related.';

CREATE INDEX idx_doc_relationships_related ON public.document_relationships (related_document_id);
CREATE INDEX idx_doc_relationships_source ON public.document_relationships (source_document_id);
CREATE INDEX idx_doc_relationships_status ON public.document_relationships (relevance_calculation_status);
CREATE INDEX idx_doc_relationships_user ON public.document_relationships (user_id);

CREATE TRIGGER update_document_relationships_updated_at
    BEFORE UPDATE ON public.document_relationships FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.document_relationships ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own document relationships" ON public.document_relationships
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own document relationships" ON public.document_relationships
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own document relationships" ON public.document_relationships
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own document relationships" ON public.document_relationships
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.note_relationships (
    id                uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id           uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    note_id           uuid NOT NULL REFERENCES public.user_notes (id) ON DELETE CASCADE,
    related_type      text NOT NULL,
    related_id        uuid NOT NULL,
    relationship_type text NOT NULL
        CHECK (relationship_type IN (
            'references', 'illustrates', 'contradicts', 'complements', 'exemplifies', 'defines'
        )),
    similarity_score  numeric(5,4),
    is_auto_detected  boolean DEFAULT false,
    metadata          jsonb DEFAULT '{}',
    created_at        timestamptz DEFAULT now()
);
COMMENT ON TABLE public.note_relationships IS 'Links from a note to another note, a book or a memory.';

CREATE INDEX idx_note_rel_auto_detected ON public.note_relationships (is_auto_detected);
CREATE INDEX idx_note_rel_note_id ON public.note_relationships (note_id);
CREATE INDEX idx_note_rel_related ON public.note_relationships (related_type, related_id);
CREATE INDEX idx_note_rel_similarity ON public.note_relationships (similarity_score DESC);
CREATE INDEX idx_note_rel_type ON public.note_relationships (relationship_type);
CREATE INDEX idx_note_rel_user_id ON public.note_relationships (user_id);

ALTER TABLE public.note_relationships ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own note relationships" ON public.note_relationships
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own note relationships" ON public.note_relationships
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own note relationships" ON public.note_relationships
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own note relationships" ON public.note_relationships
    FOR UPDATE USING (auth.uid() = user_id);
