-- Library: books, folders, tags, and the cached folder tree.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE TABLE public.user_books (
    id                          uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id                     uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    title                       text NOT NULL,
    file_name                   text NOT NULL,
    file_type                   text NOT NULL CHECK (file_type IN ('pdf', 'text')),
    file_size                   integer NOT NULL,
    total_pages                 integer,
    text_content                text,
    tts_metadata                jsonb DEFAULT '{}',
    last_read_page              integer DEFAULT 1,
    reading_progress            numeric(5,2) DEFAULT 0.00,
    created_at                  timestamptz DEFAULT now(),
    updated_at                  timestamptz DEFAULT now(),
    last_read_at                timestamptz,
    s3_key                      text,
    total_pomodoro_time_seconds integer DEFAULT 0,
    total_pomodoro_sessions     integer DEFAULT 0,
    last_pomodoro_at            timestamptz,
    is_favorite                 boolean DEFAULT false,
    custom_metadata             jsonb DEFAULT '{}',
    file_size_bytes             bigint,
    notes_count                 integer DEFAULT 0,
    pomodoro_sessions_count     integer DEFAULT 0,
    tts_last_position           jsonb DEFAULT '{}',
    page_texts_cleaned          text[],
    CONSTRAINT check_file_storage CHECK (
        (file_type = 'pdf' AND s3_key IS NOT NULL)
        OR (file_type = 'text' AND (text_content IS NOT NULL OR s3_key IS NOT NULL))
    )
);
COMMENT ON TABLE public.user_books IS 'The library: PDF and text books of a user.';
COMMENT ON COLUMN public.user_books.file_size_bytes IS
    'Size of the file; replaces file_size, which overflows at 2 GiB';
COMMENT ON COLUMN public.user_books.page_texts_cleaned IS 'Page texts after clean-up, for reading aloud';
COMMENT ON COLUMN public.user_books.tts_last_position IS 'Where reading aloud stopped';

CREATE INDEX idx_books_search ON public.user_books USING gin (to_tsvector('english', title || ' ' || file_name));
CREATE INDEX idx_user_books_cleaned_texts ON public.user_books (user_id, id)
    WHERE page_texts_cleaned IS NOT NULL AND array_length(page_texts_cleaned, 1) > 0;
CREATE INDEX idx_user_books_composite ON public.user_books (user_id, is_favorite, last_read_at DESC);
CREATE INDEX idx_user_books_created_at ON public.user_books (created_at DESC);
CREATE INDEX idx_user_books_created_cursor ON public.user_books (user_id, created_at DESC, id);
CREATE INDEX idx_user_books_favorites_partial ON public.user_books (user_id, id) WHERE is_favorite = true;
CREATE INDEX idx_user_books_file_size ON public.user_books (user_id, file_size_bytes);
CREATE INDEX idx_user_books_file_type ON public.user_books (file_type);
CREATE INDEX idx_user_books_is_favorite ON public.user_books (user_id, is_favorite);
CREATE INDEX idx_user_books_last_read_at ON public.user_books (last_read_at DESC);
CREATE INDEX idx_user_books_last_read_cursor ON public.user_books (user_id, last_read_at DESC, id);
CREATE INDEX idx_user_books_reading_progress ON public.user_books (user_id, reading_progress);
CREATE INDEX idx_user_books_s3_key ON public.user_books (s3_key) WHERE s3_key IS NOT NULL;
CREATE INDEX idx_user_books_tts_position ON public.user_books (user_id, id) WHERE tts_last_position IS NOT NULL;
CREATE INDEX idx_user_books_user_id ON public.user_books (user_id);

CREATE TRIGGER update_user_books_updated_at
    BEFORE UPDATE ON public.user_books FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.user_books ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own books" ON public.user_books
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own books" ON public.user_books
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own books" ON public.user_books
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own books" ON public.user_books
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.user_collections (
    id            uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id       uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    name          text NOT NULL,
    description   text,
    parent_id     uuid REFERENCES public.user_collections (id) ON DELETE CASCADE,
    color         text DEFAULT '#3B82F6',
    icon          text DEFAULT 'folder',
    is_favorite   boolean DEFAULT false,
    display_order integer DEFAULT 0,
    created_at    timestamptz DEFAULT now(),
    updated_at    timestamptz DEFAULT now()
);
COMMENT ON TABLE public.user_collections IS 'Folders of books; a folder may have a parent.';

CREATE INDEX idx_user_collections_display_order ON public.user_collections (user_id, display_order);
CREATE INDEX idx_user_collections_hierarchy ON public.user_collections (user_id, parent_id);
CREATE INDEX idx_user_collections_parent_id ON public.user_collections (parent_id);
CREATE INDEX idx_user_collections_user_id ON public.user_collections (user_id);

CREATE TRIGGER update_user_collections_updated_at
    BEFORE UPDATE ON public.user_collections FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.user_collections ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own collections" ON public.user_collections
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own collections" ON public.user_collections
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own collections" ON public.user_collections
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own collections" ON public.user_collections
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.book_collections (
    book_id       uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    collection_id uuid NOT NULL REFERENCES public.user_collections (id) ON DELETE CASCADE,
    added_at      timestamptz DEFAULT now(),
    display_order integer DEFAULT 0,
    PRIMARY KEY (book_id, collection_id)
);
COMMENT ON TABLE public.book_collections IS 'Which book lies in which folder.';

CREATE INDEX idx_book_collections_book_id ON public.book_collections (book_id);
CREATE INDEX idx_book_collections_collection_id ON public.book_collections (collection_id);
CREATE INDEX idx_book_collections_display_order ON public.book_collections (collection_id, display_order);

ALTER TABLE public.book_collections ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own book collections" ON public.book_collections
    FOR INSERT WITH CHECK (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_collections.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.user_collections
            WHERE user_collections.id = book_collections.collection_id AND user_collections.user_id = auth.uid())
    );
CREATE POLICY "Users can delete own book collections" ON public.book_collections
    FOR DELETE USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_collections.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.user_collections
            WHERE user_collections.id = book_collections.collection_id AND user_collections.user_id = auth.uid())
    );
CREATE POLICY "Users can read own book collections" ON public.book_collections
    FOR SELECT USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_collections.book_id AND user_books.user_id = auth.uid())
        OR EXISTS (SELECT 1 FROM public.user_collections
            WHERE user_collections.id = book_collections.collection_id AND user_collections.user_id = auth.uid())
    );
CREATE POLICY "Users can update own book collections" ON public.book_collections
    FOR UPDATE USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_collections.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.user_collections
            WHERE user_collections.id = book_collections.collection_id AND user_collections.user_id = auth.uid())
    );


CREATE TABLE public.book_tags (
    id          uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(),
    user_id     uuid NOT NULL REFERENCES public.profiles (id) ON DELETE CASCADE,
    name        text NOT NULL,
    color       text DEFAULT '#6B7280',
    category    text DEFAULT 'general',
    usage_count integer DEFAULT 0,
    created_at  timestamptz DEFAULT now(),
    updated_at  timestamptz DEFAULT now(),
    UNIQUE (user_id, name)
);
COMMENT ON TABLE public.book_tags IS 'Labels a user made for books.';

CREATE INDEX idx_book_tags_category ON public.book_tags (user_id, category);
CREATE INDEX idx_book_tags_name ON public.book_tags (user_id, name);
CREATE INDEX idx_book_tags_usage_count ON public.book_tags (user_id, usage_count DESC);
CREATE INDEX idx_book_tags_user_id ON public.book_tags (user_id);

CREATE TRIGGER update_book_tags_updated_at
    BEFORE UPDATE ON public.book_tags FOR EACH ROW EXECUTE FUNCTION public.update_updated_at_column();

ALTER TABLE public.book_tags ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own tags" ON public.book_tags
    FOR INSERT WITH CHECK (auth.uid() = user_id);
CREATE POLICY "Users can delete own tags" ON public.book_tags
    FOR DELETE USING (auth.uid() = user_id);
CREATE POLICY "Users can read own tags" ON public.book_tags
    FOR SELECT USING (auth.uid() = user_id);
CREATE POLICY "Users can update own tags" ON public.book_tags
    FOR UPDATE USING (auth.uid() = user_id);


CREATE TABLE public.book_tag_assignments (
    book_id     uuid NOT NULL REFERENCES public.user_books (id) ON DELETE CASCADE,
    tag_id      uuid NOT NULL REFERENCES public.book_tags (id) ON DELETE CASCADE,
    assigned_at timestamptz DEFAULT now(),
    PRIMARY KEY (book_id, tag_id)
);

CREATE INDEX idx_book_tag_assignments_book_id ON public.book_tag_assignments (book_id);
CREATE INDEX idx_book_tag_assignments_tag_id ON public.book_tag_assignments (tag_id);

ALTER TABLE public.book_tag_assignments ENABLE ROW LEVEL SECURITY;
CREATE POLICY "Users can create own book tag assignments" ON public.book_tag_assignments
    FOR INSERT WITH CHECK (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_tag_assignments.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.book_tags
            WHERE book_tags.id = book_tag_assignments.tag_id AND book_tags.user_id = auth.uid())
    );
CREATE POLICY "Users can delete own book tag assignments" ON public.book_tag_assignments
    FOR DELETE USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_tag_assignments.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.book_tags
            WHERE book_tags.id = book_tag_assignments.tag_id AND book_tags.user_id = auth.uid())
    );
CREATE POLICY "Users can read own book tag assignments" ON public.book_tag_assignments
    FOR SELECT USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_tag_assignments.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.book_tags
            WHERE book_tags.id = book_tag_assignments.tag_id AND book_tags.user_id = auth.uid())
    );
CREATE POLICY "Users can update own book tag assignments" ON public.book_tag_assignments
    FOR UPDATE USING (
        EXISTS (SELECT 1 FROM public.user_books
            WHERE user_books.id = book_tag_assignments.book_id AND user_books.user_id = auth.uid())
        AND EXISTS (SELECT 1 FROM public.book_tags
            WHERE book_tags.id = book_tag_assignments.tag_id AND book_tags.user_id = auth.uid())
    );


-- Knows two levels only: a folder below a child is reported as level 1 of its parent. It has no unique index, so it
-- cannot be refreshed CONCURRENTLY, and nothing refreshes it any more.
CREATE MATERIALIZED VIEW public.collection_hierarchy_cache AS
SELECT
    collection.user_id,
    collection.id,
    collection.name,
    collection.description,
    collection.parent_id,
    collection.color,
    collection.icon,
    collection.is_favorite,
    collection.display_order,
    collection.created_at,
    collection.updated_at,
    count(member.book_id) AS book_count,
    CASE WHEN collection.parent_id IS NULL THEN 0 ELSE 1 END AS level,
    CASE WHEN parent.id IS NULL THEN collection.name ELSE parent.name || ' > ' || collection.name END AS path
FROM public.user_collections AS collection
LEFT JOIN public.user_collections AS parent ON parent.id = collection.parent_id
LEFT JOIN public.book_collections AS member ON member.collection_id = collection.id
GROUP BY collection.id, parent.id;
COMMENT ON MATERIALIZED VIEW public.collection_hierarchy_cache IS
    'Folder tree with book counts, as of the last refresh.';

CREATE INDEX idx_collection_hierarchy_cache_user_id ON public.collection_hierarchy_cache (user_id);
CREATE INDEX idx_collection_hierarchy_cache_parent_id ON public.collection_hierarchy_cache (parent_id);
