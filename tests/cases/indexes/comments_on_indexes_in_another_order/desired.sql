CREATE TABLE public.books (id integer NOT NULL, title text, pages integer);
CREATE INDEX books_z ON public.books (id);
CREATE INDEX books_a ON public.books (title);
ALTER TABLE public.books ADD CONSTRAINT books_key UNIQUE (id);
COMMENT ON INDEX public.books_a IS 'for titles';
COMMENT ON INDEX public.books_z IS 'made before a';
COMMENT ON CONSTRAINT books_key ON public.books IS 'the key';
