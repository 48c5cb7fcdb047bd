CREATE TABLE public.books (id integer NOT NULL, title text, isbn text NOT NULL, pages integer);
ALTER TABLE public.books ADD CONSTRAINT z_isbn UNIQUE (isbn);
ALTER TABLE public.books ADD CONSTRAINT a_key PRIMARY KEY (id);
CREATE FUNCTION public.titles() RETURNS SETOF text LANGUAGE sql
BEGIN ATOMIC
    SELECT title FROM public.books GROUP BY id;
END;
