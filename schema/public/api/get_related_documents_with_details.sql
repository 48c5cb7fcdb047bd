-- The books linked with one, whichever way the link points, most relevant (0 to 1) first.
CREATE FUNCTION public.get_related_documents_with_details(source_document_id uuid)
RETURNS TABLE (
    id uuid,
    title text,
    description text,
    relevance_score numeric,
    relationship_type text,
    created_at timestamptz
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        book.id,
        book.title,
        public.get_document_description(book.id),
        round(link.relevance_percentage / 100, 4),
        link.direction,
        link.created_at
    FROM (
        SELECT outgoing.related_document_id AS book_id, 'outgoing' AS direction, outgoing.relevance_percentage,
            outgoing.created_at
        FROM public.document_relationships AS outgoing
        WHERE outgoing.source_document_id = get_related_documents_with_details.source_document_id
        UNION ALL
        SELECT incoming.source_document_id, 'incoming', incoming.relevance_percentage, incoming.created_at
        FROM public.document_relationships AS incoming
        WHERE incoming.related_document_id = get_related_documents_with_details.source_document_id
    ) AS link
    JOIN public.user_books AS book ON book.id = link.book_id
    ORDER BY link.relevance_percentage DESC NULLS LAST, book.title, book.id
$$;
