-- Notes the page a reader has reached; without a number of pages, the book's own counts, and without that none.
CREATE FUNCTION public.update_reading_progress(book_uuid uuid, page_num integer, total_pages integer) RETURNS void
LANGUAGE sql SET search_path = ''
AS $$
    UPDATE public.user_books AS book
    SET last_read_page = page_num,
        reading_progress = coalesce(
            round(least(100, 100.0 * greatest(page_num, 0)
                / coalesce(nullif(update_reading_progress.total_pages, 0), nullif(book.total_pages, 0))), 2),
            book.reading_progress
        ),
        last_read_at = now()
    WHERE book.id = book_uuid
$$;
