SELECT
    book.user_id,
    (book.created_at AT TIME ZONE 'UTC')::date AS upload_date,
    count(*) AS total_books,
    count(*) FILTER (WHERE book.file_type = 'pdf') AS pdf_books,
    count(*) FILTER (WHERE book.file_type = 'text') AS text_books,
    coalesce(sum(book.file_size_bytes), 0) AS total_size_bytes,
    avg(book.reading_progress) AS avg_reading_progress,
    count(*) FILTER (WHERE book.is_favorite) AS favorite_books,
    count(*) FILTER (WHERE book.notes_count > 0) AS books_with_notes,
    count(*) FILTER (WHERE book.pomodoro_sessions_count > 0) AS books_with_sessions
FROM public.user_books AS book
GROUP BY book.user_id, upload_date
