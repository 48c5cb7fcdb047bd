-- 2 full text search [hot]
SELECT
    id, title, file_name, file_type, total_pages, last_read_page, reading_progress, last_read_at, is_favorite,
    created_at
FROM public.search_user_books(%(reader)s, %(words)s)
