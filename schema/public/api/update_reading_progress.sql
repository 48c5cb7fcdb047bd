-- Notes the page a reader has reached, and what share of the book that is.
CREATE FUNCTION public.update_reading_progress(book_uuid uuid, page_num integer, total_pages integer) RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    -- Without a number of pages the book's own counts; without that, the share stays as it is.
    UPDATE public.user_books AS book
    SET last_read_page = page_num,
        reading_progress = CASE
            WHEN coalesce(nullif(update_reading_progress.total_pages, 0), book.total_pages) > 0 THEN
                round(least(100.0 * greatest(page_num, 0)
                    / coalesce(nullif(update_reading_progress.total_pages, 0), book.total_pages), 100), 2)
            ELSE book.reading_progress
        END,
        last_read_at = now()
    WHERE book.id = book_uuid
$$;
