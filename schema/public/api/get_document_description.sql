-- What a book is about: in the reader's words, else as generated, else an empty text.
CREATE FUNCTION public.get_document_description(book_uuid uuid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT coalesce(
        (
            SELECT coalesce(described.user_entered_description, described.ai_generated_description)
            FROM public.document_descriptions AS described
            WHERE described.book_id = book_uuid
        ),
        ''
    )
$$;
