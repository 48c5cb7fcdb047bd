-- 10 highlights per page [hot]
SELECT page_number, count(*) AS highlights, count(*) FILTER (WHERE is_orphaned) AS orphaned, max(created_at) AS latest
FROM public.user_highlights
WHERE book_id = %(book)s
GROUP BY page_number
ORDER BY page_number
