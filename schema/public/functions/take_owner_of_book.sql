-- Says whose the book is that a row names. It runs with the rights of whoever writes the row: a book that row security
-- hides gives no owner, and the row's own policy refuses it.
CREATE FUNCTION public.take_owner_of_book() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    new.user_id := coalesce(
        (SELECT book.user_id FROM public.user_books AS book WHERE book.id = new.book_id), new.user_id
    );
    RETURN new;
END
$$;
