-- Keeps user_books.notes_count. It runs with the rights of whoever writes the note, so row security keeps it to the
-- reader's own books.
CREATE FUNCTION public.update_notes_count() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE public.user_books
        SET notes_count = greatest(coalesce(notes_count, 0) - 1, 0)
        WHERE id = OLD.book_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE public.user_books
        SET notes_count = coalesce(notes_count, 0) + 1
        WHERE id = NEW.book_id;
    END IF;
    RETURN NULL;
END
$$
