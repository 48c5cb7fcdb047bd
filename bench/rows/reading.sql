-- Notes and highlights: most readers have a few books they work with, and many they only own.

INSERT INTO public.user_notes (
    id, user_id, book_id, page_number, content, position_x, position_y, created_at, updated_at, note_type,
    is_ai_generated
)
SELECT
    pg_temp.key('note', drawn.n), reader.id, book.id, 1 + floor(book.pages * pg_temp.dice(drawn.n, 31))::integer,
    first.text || '. ' || second.text, round(600 * pg_temp.dice(drawn.n, 32)::numeric, 2),
    round(800 * pg_temp.dice(drawn.n, 33)::numeric, 2), made.at, made.at,
    pg_temp.pick(drawn.n, 34, ARRAY['cornell', 'outline', 'mindmap', NULL, NULL, NULL]),
    pg_temp.dice(drawn.n, 35) < 0.15
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 30) ^ 1.5)::integer AS reader
    FROM generate_series(1, pg_temp.size_of('user_notes')) AS n
) AS drawn
JOIN readers AS reader USING (reader)
JOIN books AS book ON book.reader = drawn.reader
    AND book.rank = 1 + floor(reader.books * pg_temp.dice(drawn.n, 36) ^ 12)::integer
JOIN phrases AS first ON first.n = drawn.n % 20000
JOIN phrases AS second ON second.n = drawn.n / 20000 * 7 % 20000
CROSS JOIN LATERAL (SELECT pg_temp.moment(drawn.n, 37, 700)) AS made (at)
ORDER BY made.at;

INSERT INTO public.user_highlights (
    id, user_id, book_id, page_number, highlighted_text, color_id, color_hex, position_data, text_start_offset,
    text_end_offset, is_orphaned, created_at, updated_at
)
SELECT
    pg_temp.key('highlight', drawn.n), reader.id, book.id, 1 + floor(book.pages * pg_temp.dice(drawn.n, 41))::integer,
    first.text || ', ' || second.text, colour.id, CASE colour.id WHEN 'yellow' THEN '#FEF08A' ELSE '#BBF7D0' END,
    jsonb_build_object('rects', jsonb_build_array(jsonb_build_array(drawn.n % 400, drawn.n % 700, 180, 14))),
    (drawn.n % 2000)::integer, (drawn.n % 2000)::integer + 90, pg_temp.dice(drawn.n, 43) < 0.04, made.at, made.at
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 40) ^ 1.5)::integer AS reader
    FROM generate_series(1, pg_temp.size_of('user_highlights')) AS n
) AS drawn
JOIN readers AS reader USING (reader)
JOIN books AS book ON book.reader = drawn.reader
    AND book.rank = 1 + floor(reader.books * pg_temp.dice(drawn.n, 44) ^ 12)::integer
JOIN phrases AS first ON first.n = drawn.n % 20000
JOIN phrases AS second ON second.n = drawn.n / 20000 * 7 % 20000
CROSS JOIN LATERAL (SELECT pg_temp.pick(drawn.n, 42, '{yellow,green}')) AS colour (id)
CROSS JOIN LATERAL (SELECT pg_temp.moment(drawn.n, 45, 700)) AS made (at)
ORDER BY made.at;
