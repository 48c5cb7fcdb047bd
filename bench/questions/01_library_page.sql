-- 1 page of the library [hot]
SELECT
    id, title, file_name, file_type, total_pages, last_read_page, reading_progress, last_read_at, is_favorite,
    created_at
FROM public.user_books
WHERE user_id = %(reader)s
ORDER BY last_read_at DESC NULLS LAST, id DESC
LIMIT 50
