CREATE TABLE public.books (id integer NOT NULL);
ALTER TABLE public.books ADD CONSTRAINT zzz_oldest PRIMARY KEY (id);
ALTER TABLE public.books ADD CONSTRAINT aaa_younger UNIQUE (id);
CREATE TABLE public.notes (book_id integer CONSTRAINT notes_book_fkey REFERENCES public.books (id));
