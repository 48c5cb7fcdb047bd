-- A declared library with readers, books and rows in what points at a book. Ids begin with the number of the reader.
INSERT INTO auth.users (id, email)
SELECT (lpad(n::text, 8, '0') || '-0000-4000-8000-000000000000')::uuid, 'reader' || n || '@example.org' FROM generate_series(1, 20) AS n;
INSERT INTO public.user_books (id, user_id, title, file_name, file_type, s3_key, last_read_at)
SELECT
    (lpad((n % 20 + 1)::text, 8, '0') || '-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid,
    (lpad((n % 20 + 1)::text, 8, '0') || '-0000-4000-8000-000000000000')::uuid,
    'Book ' || n, n || '.pdf', 'pdf', 'files/' || n, now() - n * interval '1 hour'
FROM generate_series(1, 600) AS n;
INSERT INTO public.user_notes (user_id, book_id, page_number, content)
SELECT user_id, id, 1, 'note' FROM public.user_books;
INSERT INTO public.user_highlights (user_id, book_id, page_number, highlighted_text, color_id, color_hex, position_data)
SELECT user_id, id, 1, 'mark', 'yellow', '#ffee00', '{}' FROM public.user_books;
INSERT INTO public.user_collections (user_id, name) SELECT id, 'Shelf' FROM public.profiles;
INSERT INTO public.book_collections (book_id, collection_id)
SELECT book.id, shelf.id FROM public.user_books AS book JOIN public.user_collections AS shelf USING (user_id);
INSERT INTO chat.conversations (user_id, document_id) SELECT user_id, id FROM public.user_books;
INSERT INTO chat.conversation_memories (user_id, document_id, entity_type, entity_text)
SELECT user_id, id, 'topic', 'memory' FROM public.user_books;
CREATE SCHEMA IF NOT EXISTS quarantine;
CREATE TABLE quarantine.documents AS SELECT id, user_id, 'unreadable' AS quarantine_reason FROM public.user_books;
SELECT public.refresh_all_analytics_views();
