-- 3 PDFs in progress [hot]
SELECT id, title, total_pages, last_read_page, reading_progress, last_read_at
FROM public.user_books
WHERE user_id = %(reader)s AND file_type = 'pdf' AND reading_progress > 0 AND reading_progress < 100
ORDER BY reading_progress DESC, id
LIMIT 50
