-- Functions on notes, highlights, reading aloud, and on what connects books and notes.
-- Four of them read a table "highlights" that no migration makes, and four name columns that do not exist or that
-- collide with a result column; those eight fail whenever they are called.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE FUNCTION public.get_book_highlights(book_uuid uuid, include_orphaned boolean DEFAULT true)
RETURNS SETOF public.user_highlights
LANGUAGE plpgsql SECURITY DEFINER
AS $$
BEGIN
    RETURN QUERY
    SELECT * FROM public.user_highlights AS h
    WHERE h.book_id = book_uuid
        AND h.user_id = auth.uid()
        AND (include_orphaned OR NOT h.is_orphaned)
    ORDER BY h.page_number, h.created_at;
END
$$;
COMMENT ON FUNCTION public.get_book_highlights(uuid, boolean) IS 'The caller''s highlights of one book.';


CREATE FUNCTION public.get_book_highlights(user_uuid uuid, book_uuid uuid)
RETURNS TABLE (id uuid, page_number integer, content text, color varchar, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT h.id, h.page_number, h.content, h.color, h.created_at
    FROM public.highlights AS h
    WHERE h.user_id = user_uuid AND h.book_id = book_uuid;
END
$$;


CREATE FUNCTION public.mark_page_highlights_orphaned(book_uuid uuid, page_num integer, reason text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
AS $$
DECLARE
    marked integer;
BEGIN
    UPDATE public.user_highlights AS h
    SET is_orphaned = true, orphaned_reason = coalesce(reason, 'page text changed')
    WHERE h.book_id = book_uuid AND h.page_number = page_num AND h.user_id = auth.uid() AND NOT h.is_orphaned;
    GET DIAGNOSTICS marked = ROW_COUNT;
    RETURN marked;
END
$$;
COMMENT ON FUNCTION public.mark_page_highlights_orphaned(uuid, integer, text) IS
    'Marks the caller''s highlights of a page whose text has changed.';


CREATE FUNCTION public.mark_page_highlights_orphaned() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE public.highlights SET is_orphaned = true WHERE book_id NOT IN (SELECT id FROM public.user_books);
END
$$;


CREATE FUNCTION public.bulk_delete_highlights(highlight_ids uuid[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
    deleted bigint;
BEGIN
    DELETE FROM public.highlights WHERE id = ANY (highlight_ids);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    RETURN deleted;
END
$$;


CREATE FUNCTION public.get_highlight_stats(user_uuid uuid)
RETURNS TABLE (total_highlights bigint, books_with_highlights bigint, recent_highlights bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT count(*), count(DISTINCT h.book_id), count(*) FILTER (WHERE h.created_at > now() - interval '7 days')
    FROM public.highlights AS h
    WHERE h.user_id = user_uuid;
END
$$;


CREATE FUNCTION public.get_annotation_stats(user_uuid uuid)
RETURNS TABLE (total_annotations bigint, books_with_annotations bigint, recent_annotations bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT count(*), count(DISTINCT book_id), count(*) FILTER (WHERE created_at > now() - interval '30 days')
    FROM user_notes
    WHERE user_id = user_uuid
$$;


CREATE FUNCTION public.search_annotations(user_uuid uuid, q text DEFAULT NULL)
RETURNS TABLE (
    id uuid,
    book_id uuid,
    page_number integer,
    content text,
    position_x numeric,
    position_y numeric,
    created_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT note.id, note.book_id, note.page_number, note.content, note.position_x, note.position_y, note.created_at
    FROM user_notes AS note
    WHERE note.user_id = user_uuid AND (q IS NULL OR note.content ILIKE '%' || q || '%')
    ORDER BY note.created_at DESC
$$;


CREATE FUNCTION public.increment_tts_cache_access(cache_id uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    UPDATE tts_audio_cache SET access_count = access_count + 1, last_accessed_at = now() WHERE id = cache_id;
END
$$;


CREATE FUNCTION public.cleanup_old_tts_cache() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    DELETE FROM tts_audio_cache
    WHERE last_accessed_at < now() - interval '30 days'
        AND id NOT IN (SELECT kept.id FROM tts_audio_cache AS kept ORDER BY kept.access_count DESC LIMIT 1000);
END
$$;
COMMENT ON FUNCTION public.cleanup_old_tts_cache() IS
    'Deletes speech nobody heard for 30 days, sparing the thousand most used of all users together.';


CREATE FUNCTION public.get_document_description(book_uuid uuid) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN coalesce(
        (SELECT coalesce(d.user_entered_description, d.ai_generated_description)
            FROM document_descriptions AS d WHERE d.book_id = book_uuid),
        ''
    );
END
$$;


CREATE FUNCTION public.get_document_relationship_stats(user_id_param uuid)
RETURNS TABLE (total_relationships bigint, documents_with_relations bigint, average_relevance numeric)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT count(*), count(DISTINCT source_document_id), avg(relevance_score)
    FROM document_relationships
    WHERE user_id = user_id_param;
END
$$;


CREATE FUNCTION public.get_related_documents_with_details(source_document_id uuid)
RETURNS TABLE (
    id uuid,
    title text,
    description text,
    relevance_score numeric,
    relationship_type text,
    created_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT book.id, book.title, book.description, dr.relevance_score, dr.relationship_type, dr.created_at
    FROM document_relationships AS dr
    JOIN user_books AS book ON book.id = dr.target_document_id
    WHERE dr.source_id = get_related_documents_with_details.source_document_id;
END
$$;


CREATE FUNCTION public.get_document_centric_graph(book_uuid uuid, user_uuid uuid, max_depth integer DEFAULT 2)
RETURNS TABLE (
    node_type text,
    node_id uuid,
    node_content text,
    relationship_type text,
    similarity_score numeric,
    depth_level integer
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT 'document', book.id, book.title, 'root', 1.0, 0
    FROM user_books AS book
    WHERE book.id = book_uuid AND book.user_id = user_uuid
    UNION ALL
    SELECT 'document', book.id, book.title, dr.relationship_type, dr.relevance_percentage / 100, 1
    FROM document_relationships AS dr
    JOIN user_books AS book ON book.id = dr.related_document_id
    WHERE dr.source_document_id = book_uuid AND dr.user_id = user_uuid
    UNION ALL
    SELECT 'note', note.id, note.content, 'note', 1.0, 1
    FROM user_notes AS note
    WHERE note.book_id = book_uuid AND note.user_id = user_uuid AND max_depth >= 1;
END
$$;


CREATE FUNCTION public.get_note_relationships(note_uuid uuid, user_uuid uuid)
RETURNS TABLE (
    relationship_id uuid,
    related_type text,
    related_id uuid,
    relationship_type text,
    similarity_score numeric,
    is_auto_detected boolean,
    content text,
    created_at timestamptz
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT
        link.id, link.related_type, link.related_id, link.relationship_type, link.similarity_score,
        link.is_auto_detected,
        CASE link.related_type
            WHEN 'note' THEN (SELECT content FROM user_notes WHERE id = link.related_id)
            WHEN 'document' THEN (SELECT title FROM user_books WHERE id = link.related_id)
            WHEN 'memory' THEN (SELECT entity_text FROM conversation_memories WHERE id = link.related_id)
        END,
        link.created_at
    FROM note_relationships AS link
    WHERE link.note_id = note_uuid AND link.user_id = user_uuid
    ORDER BY link.similarity_score DESC NULLS LAST;
END
$$;
