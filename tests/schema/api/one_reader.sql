-- One reader with a few rows in every table. Tests put another digit in the place of x: every id begins with it.

INSERT INTO auth.users (id, email, raw_user_meta_data, created_at) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'reader-x0000000@example.org', '{"full_name": "Reader"}', now());
UPDATE public.profiles SET ocr_count_monthly = 5, ocr_last_reset = now() - interval '40 days'
WHERE id = 'x0000000-0000-4000-8000-000000000001';

INSERT INTO public.user_books (
    id, user_id, title, file_name, file_type, s3_key, text_content, file_size_bytes,
    total_pages, last_read_page, reading_progress, last_read_at, is_favorite, created_at
) VALUES
    ('x0000000-0000-4000-8000-00000000b001', 'x0000000-0000-4000-8000-000000000001', 'Life in the Deep Sea', 'sea.pdf',
        'pdf', 'x0000000/sea.pdf', NULL, 2097152, 200, 50, 25, now() - interval '1 day', true,
        now() - interval '9 days'),
    ('x0000000-0000-4000-8000-00000000b002', 'x0000000-0000-4000-8000-000000000001', 'A Short History of Maps',
        'maps.txt', 'text', NULL, 'Once upon a time', 1024, NULL, 1, 0, NULL, false, now() - interval '8 days'),
    ('x0000000-0000-4000-8000-00000000b003', 'x0000000-0000-4000-8000-000000000001', 'sailing alone', 'sail.pdf',
        'pdf', 'x0000000/sail.pdf', NULL, 1048576, 100, 80, 80, now() - interval '3 days', false,
        now() - interval '7 days');

INSERT INTO public.user_books_partitioned
SELECT * FROM public.user_books WHERE user_id = 'x0000000-0000-4000-8000-000000000001';

INSERT INTO public.user_collections (id, user_id, name, parent_id) VALUES
    ('x0000000-0000-4000-8000-00000000c001', 'x0000000-0000-4000-8000-000000000001', 'Nature', NULL),
    ('x0000000-0000-4000-8000-00000000c002', 'x0000000-0000-4000-8000-000000000001', 'Water',
        'x0000000-0000-4000-8000-00000000c001'),
    ('x0000000-0000-4000-8000-00000000c003', 'x0000000-0000-4000-8000-000000000001', 'Salt water',
        'x0000000-0000-4000-8000-00000000c002');
INSERT INTO public.book_collections (book_id, collection_id) VALUES
    ('x0000000-0000-4000-8000-00000000b001', 'x0000000-0000-4000-8000-00000000c003'),
    ('x0000000-0000-4000-8000-00000000b003', 'x0000000-0000-4000-8000-00000000c003');
INSERT INTO public.book_tags (id, user_id, name) VALUES
    ('x0000000-0000-4000-8000-00000000a001', 'x0000000-0000-4000-8000-000000000001', 'to read');
INSERT INTO public.book_tag_assignments (book_id, tag_id) VALUES
    ('x0000000-0000-4000-8000-00000000b002', 'x0000000-0000-4000-8000-00000000a001');

INSERT INTO public.user_notes (id, user_id, book_id, page_number, content) VALUES
    ('x0000000-0000-4000-8000-00000000d001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 3, 'Light is gone: 100% of it.'),
    ('x0000000-0000-4000-8000-00000000d002', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b002', 1, 'Maps of 1000 coasts');
INSERT INTO public.user_highlights (
    id, user_id, book_id, page_number, highlighted_text, color_id, color_hex, position_data, is_orphaned
) VALUES
    ('x0000000-0000-4000-8000-00000000e001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 3, 'cold', 'yellow', '#ffee00', '{}', false),
    ('x0000000-0000-4000-8000-00000000e002', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 9, 'dark', 'yellow', '#ffee00', '{}', true);

INSERT INTO public.pomodoro_sessions (
    id, user_id, book_id, mode, started_at, ended_at, duration_seconds, completed
) VALUES
    ('x0000000-0000-4000-8000-00000000f001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'work', now() - interval '26 hours', now() - interval '25 hours',
        3600, true),
    ('x0000000-0000-4000-8000-00000000f002', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'shortBreak', now() - interval '2 hours',
        now() - interval '110 minutes', 600, true),
    ('x0000000-0000-4000-8000-00000000f003', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b003', 'work', now() - interval '5 minutes', NULL, NULL, false);
INSERT INTO public.pomodoro_achievements (user_id, achievement_type) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'explorer');
INSERT INTO public.pomodoro_streaks (
    user_id, current_streak, longest_streak, last_session_date, weekly_progress, week_start_date
) VALUES
    ('x0000000-0000-4000-8000-000000000001', 6, 8, '2025-11-08', 4, '2025-11-03');

INSERT INTO public.tts_audio_cache (
    id, user_id, book_id, content_hash, text_content, scope_type, duration_seconds, voice_name,
    provider, last_accessed_at
) VALUES
    ('x0000000-0000-4000-8000-000000001001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'x0000000', 'cold', 'page', 1.5, 'Ada', 'native',
        now() - interval '40 days');
INSERT INTO public.document_descriptions (
    id, book_id, user_id, ai_generated_description, user_entered_description
) VALUES
    ('x0000000-0000-4000-8000-000000002001', 'x0000000-0000-4000-8000-00000000b001',
        'x0000000-0000-4000-8000-000000000001', 'About fish', 'About fish, mostly'),
    ('x0000000-0000-4000-8000-000000002002', 'x0000000-0000-4000-8000-00000000b002',
        'x0000000-0000-4000-8000-000000000001', 'About maps', NULL);
INSERT INTO public.document_relationships (
    user_id, source_document_id, related_document_id, relevance_percentage
) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-00000000b001',
        'x0000000-0000-4000-8000-00000000b002', 80),
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-00000000b003',
        'x0000000-0000-4000-8000-00000000b002', 60);

INSERT INTO chat.conversations (id, user_id, document_id, title) VALUES
    ('x0000000-0000-4000-8000-000000003001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'How deep?');
INSERT INTO chat.messages (id, conversation_id, role, content) VALUES
    ('x0000000-0000-4000-8000-000000004001', 'x0000000-0000-4000-8000-000000003001', 'user', 'How deep is the sea?'),
    ('x0000000-0000-4000-8000-000000004002', 'x0000000-0000-4000-8000-000000003001', 'assistant', 'Eleven kilometres.');
INSERT INTO chat.conversation_memories (
    id, user_id, conversation_id, entity_type, entity_text, source_message_id, document_id, embedding
) VALUES
    ('x0000000-0000-4000-8000-000000005001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-000000003001', 'concept', 'depth', 'x0000000-0000-4000-8000-000000004001',
        'x0000000-0000-4000-8000-00000000b001', (ARRAY[1, 0] || array_fill(0, ARRAY[766]))::public.vector),
    ('x0000000-0000-4000-8000-000000005002', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-000000003001', 'concept', 'pressure', NULL,
        NULL, (ARRAY[4, 3] || array_fill(0, ARRAY[766]))::public.vector),
    ('x0000000-0000-4000-8000-000000005003', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-000000003001', 'concept', 'birds', NULL,
        NULL, (ARRAY[0, 1] || array_fill(0, ARRAY[766]))::public.vector);
INSERT INTO chat.memory_relationships (user_id, memory_from, memory_to, relationship_type, strength) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-000000005001',
        'x0000000-0000-4000-8000-000000005002', 'related_to', 0.9),
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-000000005003',
        'x0000000-0000-4000-8000-000000005001', 'contradicts', 0.2);
INSERT INTO chat.action_cache (user_id, natural_language, action_schema, action_type) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'open my last book', '{"action": "open"}', 'navigate');
INSERT INTO chat.memory_extraction_jobs (conversation_id, user_id) VALUES
    ('x0000000-0000-4000-8000-000000003001', 'x0000000-0000-4000-8000-000000000001');
INSERT INTO public.note_relationships (
    user_id, note_id, related_type, related_id, relationship_type, similarity_score
) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-00000000d001', 'note',
        'x0000000-0000-4000-8000-00000000d002', 'references', 0.9),
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-00000000d001', 'document',
        'x0000000-0000-4000-8000-00000000b002', 'references', 0.8),
    ('x0000000-0000-4000-8000-000000000001', 'x0000000-0000-4000-8000-00000000d001', 'memory',
        'x0000000-0000-4000-8000-000000005001', 'defines', 0.7);

INSERT INTO public.embedding_metadata (
    id, user_id, book_id, provider, vector_id, chunk_index, chunk_text, generation_cost_usd, query_count
) VALUES
    ('x0000000-0000-4000-8000-000000006001', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'qdrant', 'x0000000-1', 0, 'It is cold', 0.25, 3),
    ('x0000000-0000-4000-8000-000000006002', 'x0000000-0000-4000-8000-000000000001',
        'x0000000-0000-4000-8000-00000000b001', 'local', 'x0000000-2', 1, 'and dark', 0.5, 0);

INSERT INTO public.usage_records (user_id, action_type, credits_used, created_at) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'chat', 2, now()),
    ('x0000000-0000-4000-8000-000000000001', 'chat', 3, now() - interval '70 days'),
    ('x0000000-0000-4000-8000-000000000001', 'summary', 4, now());
INSERT INTO public.query_performance_log (user_id, query_type, execution_time_ms, cache_hit) VALUES
    ('x0000000-0000-4000-8000-000000000001', 'search', 100, false),
    ('x0000000-0000-4000-8000-000000000001', 'search', 700, true);
INSERT INTO public.performance_alerts (alert_type, user_id, query_type, message) VALUES
    ('large_payload', 'x0000000-0000-4000-8000-000000000001', 'search', 'Payload over 200 KiB');
