-- 4 notes on some pages [hot]
SELECT id, page_number, content, position_x, position_y, created_at
FROM public.user_notes
WHERE book_id = %(book)s AND page_number BETWEEN %(first_page)s AND %(last_page)s
ORDER BY page_number, created_at
