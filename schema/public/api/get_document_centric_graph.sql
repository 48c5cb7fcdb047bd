-- A book, the books up to five links away, and their notes, one level below each.
CREATE FUNCTION public.get_document_centric_graph(book_uuid uuid, user_uuid uuid, max_depth integer DEFAULT 2)
RETURNS TABLE (
    node_type text,
    node_id uuid,
    node_content text,
    relationship_type text,
    similarity_score numeric,
    depth_level integer
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    WITH RECURSIVE link (here, there, score) AS (
        SELECT source_document_id, related_document_id, relevance_percentage / 100
        FROM public.document_relationships WHERE user_id = user_uuid
        UNION
        SELECT related_document_id, source_document_id, relevance_percentage / 100
        FROM public.document_relationships WHERE user_id = user_uuid
    ),
    walk (book_id, score, depth) AS (
        SELECT root.id, 1.0, 0
        FROM public.user_books AS root
        WHERE root.id = book_uuid AND root.user_id = user_uuid
        UNION
        SELECT link.there, link.score, walk.depth + 1
        FROM walk
        JOIN link ON link.here = walk.book_id
        WHERE walk.depth < least(max_depth, 5)
    ),
    reached AS (
        SELECT DISTINCT ON (walk.book_id) walk.book_id, walk.score, walk.depth
        FROM walk
        ORDER BY walk.book_id, walk.depth, walk.score DESC NULLS LAST
    )
    SELECT
        'document', book.id, book.title, CASE reached.depth WHEN 0 THEN 'root' ELSE 'related' END,
        round(reached.score, 4), reached.depth
    FROM reached
    JOIN public.user_books AS book ON book.id = reached.book_id
    UNION ALL
    SELECT 'note', note.id, note.content, 'note', 1.0, reached.depth + 1
    FROM reached
    JOIN public.user_notes AS note ON note.book_id = reached.book_id
    WHERE note.user_id = user_uuid AND reached.depth < max_depth
    ORDER BY 6, 1, 5 DESC NULLS LAST, 2
$$;
