-- Books, folders in trees of three levels, tags, and which book is where.

CREATE TEMP TABLE books AS
SELECT
    n,
    pg_temp.key('book', n) AS id,
    1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 10) ^ 1.5)::integer AS reader,
    20 + floor(600 * pg_temp.dice(n, 11) ^ 2)::integer AS pages,
    pg_temp.moment(n, 12, 730) AS created_at,
    row_number() OVER (PARTITION BY floor(pg_temp.size_of('readers') * pg_temp.dice(n, 10) ^ 1.5) ORDER BY n) AS rank
FROM generate_series(1, pg_temp.size_of('user_books')) AS n;
CREATE UNIQUE INDEX ON books (reader, rank);
CREATE UNIQUE INDEX ON books (n);
ANALYZE books;

CREATE TEMP TABLE readers AS
SELECT reader, pg_temp.key('reader', reader) AS id, count(*) AS books FROM books GROUP BY reader;
CREATE UNIQUE INDEX ON readers (reader);
ANALYZE readers;

-- In the order in which they were uploaded, so that those of a reader lie apart, as they do in a grown table.
INSERT INTO public.user_books (
    id, user_id, title, file_name, file_type, file_size, file_size_bytes, total_pages, last_read_page, reading_progress,
    created_at, updated_at, last_read_at, s3_key, is_favorite
)
SELECT
    book.id, reader.id,
    initcap(first.word || ' ' || second.word || CASE WHEN book.n % 2 = 0 THEN ' ' || third.word ELSE '' END),
    'book-' || book.n || '.' || kind.suffix,
    kind.name, size.bytes, CASE WHEN book.n % 5 > 1 THEN size.bytes END, pages,
    1 + floor(pages * progress.share)::integer, round(100 * progress.share::numeric, 2),
    created_at, created_at,
    CASE WHEN progress.share > 0 THEN created_at + (now() - created_at) * pg_temp.dice(book.n, 13) END,
    'books/' || reader.id || '/' || book.n, pg_temp.dice(book.n, 14) < 0.08
FROM books AS book
JOIN readers AS reader USING (reader)
JOIN words AS first ON first.n = pg_temp.word_of(book.n, 90)
JOIN words AS second ON second.n = pg_temp.word_of(book.n, 91)
JOIN words AS third ON third.n = pg_temp.word_of(book.n, 92)
CROSS JOIN LATERAL (SELECT
    CASE WHEN pg_temp.dice(book.n, 15) < 0.7 THEN 'pdf' ELSE 'text' END,
    CASE WHEN pg_temp.dice(book.n, 15) < 0.7 THEN 'pdf' ELSE 'txt' END
) AS kind (name, suffix)
CROSS JOIN LATERAL (SELECT 20000 + floor(80000000 * pg_temp.dice(book.n, 16))::integer) AS size (bytes)
-- Half of the books were never opened, a quarter is finished.
CROSS JOIN LATERAL (SELECT
    CASE
        WHEN pg_temp.dice(book.n, 17) < 0.5 THEN 0
        WHEN pg_temp.dice(book.n, 17) < 0.75 THEN 1
        ELSE pg_temp.dice(book.n, 18)
    END
) AS progress (share)
ORDER BY book.created_at;

CREATE TEMP TABLE folders AS
SELECT n, pg_temp.key('folder', n) AS id, reader, row_number() OVER (PARTITION BY reader ORDER BY n) AS rank
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 20) ^ 1.5)::integer AS reader
    FROM generate_series(1, pg_temp.size_of('user_collections')) AS n
) AS drawn;
CREATE UNIQUE INDEX ON folders (reader, rank);
ANALYZE folders;

-- The tree of a reader: folder k lies in folder k / 6, the first five at the top.
INSERT INTO public.user_collections (id, user_id, name, parent_id, display_order, created_at)
SELECT folder.id, reader.id, 'Folder ' || folder.rank, parent.id, folder.rank, now() - interval '1 year'
FROM folders AS folder
JOIN readers AS reader USING (reader)
LEFT JOIN folders AS parent ON parent.reader = folder.reader AND parent.rank = folder.rank / 6 AND folder.rank > 5
ORDER BY folder.n;

INSERT INTO public.book_collections (book_id, collection_id, added_at, display_order)
SELECT DISTINCT ON (book.id, folder.id) book.id, folder.id, book.created_at, (placed.n % 100)::integer
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('user_books') * pg_temp.dice(n, 22))::bigint AS book
    FROM generate_series(1, pg_temp.size_of('book_collections')) AS n
) AS placed
JOIN books AS book ON book.n = placed.book
JOIN (SELECT reader, count(*) AS folders FROM folders GROUP BY reader) AS has USING (reader)
JOIN folders AS folder ON folder.reader = book.reader
    AND folder.rank = 1 + floor(has.folders * pg_temp.dice(placed.n, 23) ^ 2)::integer;

CREATE TEMP TABLE tags AS
SELECT n, pg_temp.key('tag', n) AS id, reader, row_number() OVER (PARTITION BY reader ORDER BY n) AS rank
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 25))::integer AS reader
    FROM generate_series(1, pg_temp.size_of('book_tags')) AS n
) AS drawn;
CREATE UNIQUE INDEX ON tags (reader, rank);
ANALYZE tags;

INSERT INTO public.book_tags (id, user_id, name, category)
SELECT tag.id, reader.id, 'tag ' || tag.rank, pg_temp.pick(tag.n, 26, '{general,subject,status}')
FROM tags AS tag JOIN readers AS reader USING (reader) ORDER BY tag.n;

INSERT INTO public.book_tag_assignments (book_id, tag_id, assigned_at)
SELECT DISTINCT ON (book.id, tag.id) book.id, tag.id, book.created_at
FROM (
    SELECT n, 1 + floor(pg_temp.size_of('user_books') * pg_temp.dice(n, 27))::bigint AS book
    FROM generate_series(1, pg_temp.size_of('book_tag_assignments')) AS n
) AS labelled
JOIN books AS book ON book.n = labelled.book
JOIN (SELECT reader, count(*) AS tags FROM tags GROUP BY reader) AS has USING (reader)
JOIN tags AS tag ON tag.reader = book.reader
    AND tag.rank = 1 + floor(has.tags * pg_temp.dice(labelled.n, 28) ^ 2)::integer;
