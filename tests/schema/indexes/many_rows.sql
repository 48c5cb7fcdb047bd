-- A library large enough for the planner to choose as it would in life: 200 readers with 200 books each, and the first
-- reader with 4,000 more. Run by a superuser; no trigger fires and no foreign key is asked, the rows are consistent.

SET session_replication_role = replica;

CREATE FUNCTION pg_temp.key(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE AS $$ SELECT md5(kind || n)::uuid $$;

-- A number from 0 on that looks like chance and is the same every time.
CREATE FUNCTION pg_temp.roll(n bigint, k bigint, below bigint) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT ((hashint8extended(n, k) & 2147483647) % below)::integer $$;

CREATE TEMP TABLE books AS
SELECT n, pg_temp.key('book', n) AS id, CASE WHEN n > 40000 THEN 1 ELSE 1 + pg_temp.roll(n, 1, 200) END AS reader
FROM generate_series(1, 44000) AS n;

INSERT INTO auth.users (id) SELECT pg_temp.key('reader', n) FROM generate_series(1, 5000) AS n;

-- Most accounts have no books. One in a hundred is due for a new month of text recognition.
INSERT INTO public.profiles (id, email, ocr_last_reset)
SELECT pg_temp.key('reader', n), n || '@example.org',
    now() - CASE WHEN n % 100 = 0 THEN interval '2 months' ELSE interval '1 day' END
FROM generate_series(1, 5000) AS n;

INSERT INTO public.user_books (
    id, user_id, title, file_name, file_type, s3_key, total_pages, reading_progress, last_read_at, created_at,
    is_favorite, embedding_status, ocr_status
)
SELECT
    id, pg_temp.key('reader', reader), 'Word' || pg_temp.roll(n, 2, 200) || ' of Word' || pg_temp.roll(n, 3, 200),
    n || '.pdf', CASE WHEN n % 3 = 0 THEN 'text' ELSE 'pdf' END, 'files/' || n, 300,
    CASE n % 4 WHEN 0 THEN 100 WHEN 1 THEN pg_temp.roll(n, 4, 100) ELSE 0 END,
    CASE WHEN n % 4 < 2 THEN now() - pg_temp.roll(n, 5, 5000) * interval '1 hour' END,
    now() - pg_temp.roll(n, 6, 9000) * interval '1 hour', n % 13 = 0,
    CASE WHEN n % 200 = 0 THEN 'pending' ELSE 'completed' END,
    CASE WHEN n % 500 = 0 THEN 'pending' ELSE 'not_needed' END
FROM books;

INSERT INTO public.user_notes (id, user_id, book_id, page_number, content, created_at)
SELECT
    pg_temp.key('note', note.n), pg_temp.key('reader', reader), id, pg_temp.roll(note.n, 8, 300),
    'A note of some length, number ' || note.n, now() - pg_temp.roll(note.n, 9, 9000) * interval '1 hour'
FROM generate_series(1, 40000) AS note (n) JOIN books ON books.n = 1 + note.n % 401 * 100;

INSERT INTO public.user_highlights (
    id, user_id, book_id, page_number, highlighted_text, color_id, color_hex, position_data, created_at
)
SELECT
    pg_temp.key('highlight', mark.n), pg_temp.key('reader', reader), id, pg_temp.roll(mark.n, 10, 300),
    'A passage of some length', 'yellow', '#FEF08A', '{}', now() - pg_temp.roll(mark.n, 11, 9000) * interval '1 hour'
FROM generate_series(1, 40000) AS mark (n) JOIN books ON books.n = 1 + mark.n % 401 * 100;

INSERT INTO public.pomodoro_sessions (id, user_id, book_id, mode, started_at, ended_at, duration_seconds, completed)
SELECT
    pg_temp.key('session', session.n), pg_temp.key('reader', reader), id, 'work', started.at,
    CASE WHEN session.n % 1000 > 0 THEN started.at + interval '25 minutes' END, 1500, true
FROM generate_series(1, 40000) AS session (n)
JOIN books ON books.n = 1 + session.n
CROSS JOIN LATERAL (SELECT now() - pg_temp.roll(session.n, 12, 8000) * interval '1 hour') AS started (at);

INSERT INTO public.user_collections (id, user_id, name, parent_id, display_order)
SELECT pg_temp.key('folder', n), pg_temp.key('reader', 1 + n % 200), 'Folder ' || n,
    CASE WHEN n > 1000 THEN pg_temp.key('folder', 1 + (n - 1) % 1000) END, n
FROM generate_series(1, 4000) AS n;

INSERT INTO public.book_collections (book_id, user_id, collection_id)
SELECT id, pg_temp.key('reader', reader), pg_temp.key('folder', (reader + 199) % 200 + 200 * (n % 19 + 1))
FROM books WHERE reader > 1;

INSERT INTO public.book_tags (id, user_id, name)
SELECT pg_temp.key('tag', n), pg_temp.key('reader', 1 + n % 200), 'Tag ' || n FROM generate_series(1, 4000) AS n;

INSERT INTO public.book_tag_assignments (book_id, user_id, tag_id)
SELECT id, pg_temp.key('reader', reader), pg_temp.key('tag', (reader + 199) % 200 + 200 * (n % 19 + 1))
FROM books WHERE reader > 1;

INSERT INTO chat.conversations (id, user_id)
SELECT pg_temp.key('conversation', n), pg_temp.key('reader', 1 + n % 200) FROM generate_series(1, 4000) AS n;

INSERT INTO chat.messages (conversation_id, role, content)
SELECT pg_temp.key('conversation', 1 + n % 4000), 'user', 'Message ' || n FROM generate_series(1, 20000) AS n;

-- Vectors are slow to index: one memory in twenty has one.
INSERT INTO chat.conversation_memories (id, user_id, entity_type, entity_text, embedding)
SELECT pg_temp.key('memory', n), pg_temp.key('reader', 1 + pg_temp.roll(n, 13, 200)), 'concept', 'Memory ' || n,
    CASE WHEN n % 20 = 0 THEN array_fill((n % 17)::real, ARRAY[767]) || (1 + n % 23)::real END::public.vector(768)
FROM generate_series(1, 12000) AS n;

INSERT INTO chat.memory_extraction_jobs (user_id, conversation_id, status)
SELECT pg_temp.key('reader', 1 + n % 200), pg_temp.key('conversation', n),
    CASE WHEN n % 200 = 0 THEN 'pending' ELSE 'completed' END
FROM generate_series(1, 4000) AS n;

INSERT INTO public.document_relationships (
    user_id, source_document_id, related_document_id, relevance_calculation_status
)
SELECT pg_temp.key('reader', reader), id, pg_temp.key('book', n + 200),
    CASE WHEN n % 200 = 0 THEN 'pending' ELSE 'completed' END
FROM books WHERE n <= 8000;

INSERT INTO public.note_relationships (user_id, note_id, related_type, related_id, relationship_type)
SELECT pg_temp.key('reader', 1), pg_temp.key('note', n), 'note', pg_temp.key('note', n + 1), 'references'
FROM generate_series(1, 8000) AS n;

INSERT INTO public.tts_audio_cache (
    user_id, book_id, content_hash, text_content, scope_type, audio_storage_url, duration_seconds, file_size_bytes,
    voice_name, provider, page_number, paragraph_index, last_accessed_at
)
SELECT
    pg_temp.key('reader', reader), id, md5(n::text), 'Text', 'page', 'files/' || n, 9, 9, 'a voice', 'native', n % 300,
    1, now() - CASE WHEN n % 500 = 0 THEN interval '60 days' ELSE interval '1 day' END
FROM books WHERE n <= 20000;

RESET session_replication_role;
VACUUM (ANALYZE);
REFRESH MATERIALIZED VIEW public.collection_hierarchy_cache;
REFRESH MATERIALIZED VIEW public.pomodoro_stats_daily;
REFRESH MATERIALIZED VIEW public.reading_stats_weekly;
REFRESH MATERIALIZED VIEW public.user_activity_summary;
REFRESH MATERIALIZED VIEW public.user_books_daily_stats;
VACUUM (ANALYZE) public.collection_hierarchy_cache, public.pomodoro_stats_daily, public.user_activity_summary;
