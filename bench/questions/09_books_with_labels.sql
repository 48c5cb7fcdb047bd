-- 9 books with folders and tags [hot]
SELECT
    book.id,
    book.title,
    ARRAY(
        SELECT collection.name
        FROM public.book_collections AS placed
        JOIN public.user_collections AS collection ON collection.id = placed.collection_id
        WHERE placed.book_id = book.id
        ORDER BY collection.name
    ) AS collections,
    ARRAY(
        SELECT tag.name
        FROM public.book_tag_assignments AS labelled
        JOIN public.book_tags AS tag ON tag.id = labelled.tag_id
        WHERE labelled.book_id = book.id
        ORDER BY tag.name
    ) AS tags
FROM public.user_books AS book
WHERE book.user_id = %(reader)s
ORDER BY book.created_at DESC NULLS LAST, book.id DESC
LIMIT 50
