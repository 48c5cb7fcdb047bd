-- A table whose rows move, with everything that can hang on one, and its twin.
CREATE TABLE public.readers (id integer PRIMARY KEY);
CREATE TABLE public.books (
    id bigserial PRIMARY KEY,
    reader integer NOT NULL REFERENCES public.readers ON DELETE CASCADE,
    title text NOT NULL CONSTRAINT books_title_check CHECK (title <> ''),
    edits integer DEFAULT 0,
    loud text GENERATED ALWAYS AS (upper(title)) STORED
);
COMMENT ON TABLE public.books IS 'The books.';
CREATE TABLE public.books_twin (
    id bigserial,
    reader integer NOT NULL CONSTRAINT books_twin_reader_fkey REFERENCES public.readers ON DELETE CASCADE,
    title text NOT NULL CONSTRAINT books_twin_title_check CHECK (title <> ''),
    edits integer DEFAULT 0,
    loud text GENERATED ALWAYS AS (upper(title)) STORED,
    PRIMARY KEY (id, reader)
) PARTITION BY HASH (reader);
CREATE TABLE public.books_p0 PARTITION OF public.books_twin FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE public.books_p1 PARTITION OF public.books_twin FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE INDEX ON public.books_twin (reader);
CREATE STATISTICS public.books_twin_titles (dependencies) ON reader, title FROM public.books_twin;

CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN new.edits := old.edits + 1; RETURN new; END $$;
CREATE TRIGGER books_touch BEFORE UPDATE ON public.books FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE TRIGGER books_twin_touch BEFORE UPDATE ON public.books_twin FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE FUNCTION public.stamp() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN new.edits := new.edits + 100; RETURN new; END $$;
CREATE TRIGGER books_stamp BEFORE INSERT ON public.books FOR EACH ROW EXECUTE FUNCTION public.stamp();
CREATE TRIGGER books_twin_stamp BEFORE INSERT ON public.books_twin FOR EACH ROW EXECUTE FUNCTION public.stamp();
-- A trigger that writes the same row again, after ours and before it.
CREATE FUNCTION public.again() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN UPDATE public.books SET title = title || '!', reader = reader % 9 + 1 WHERE id = new.id; RETURN NULL; END $$;
CREATE TRIGGER a_books_again AFTER UPDATE ON public.books FOR EACH ROW
WHEN (new.title = 'again') EXECUTE FUNCTION public.again();
CREATE TRIGGER a_books_twin_again AFTER UPDATE ON public.books_twin FOR EACH ROW
WHEN (new.title = 'again') EXECUTE FUNCTION public.again();
CREATE TRIGGER z_books_again AFTER INSERT OR UPDATE ON public.books FOR EACH ROW
WHEN (new.title = 'later') EXECUTE FUNCTION public.again();
CREATE TRIGGER z_books_twin_again AFTER INSERT OR UPDATE ON public.books_twin FOR EACH ROW
WHEN (new.title = 'later') EXECUTE FUNCTION public.again();

CREATE TABLE public.notes (
    id integer PRIMARY KEY,
    reader integer NOT NULL,
    book bigint REFERENCES public.books ON DELETE SET NULL
);
COMMENT ON CONSTRAINT notes_book_fkey ON public.notes IS 'Which book.';
CREATE TABLE public.marks (
    id integer PRIMARY KEY,
    reader integer NOT NULL,
    book bigint NOT NULL REFERENCES public.books ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes USING (EXISTS (SELECT FROM public.books AS book WHERE book.id = notes.book));
GRANT SELECT ON public.notes, public.books, public.books_twin TO authenticated;

CREATE VIEW public.titles AS SELECT title, count(*) AS copies FROM public.books GROUP BY title;
CREATE MATERIALIZED VIEW public.totals AS SELECT reader, count(*) AS books FROM public.books GROUP BY reader;
CREATE UNIQUE INDEX totals_reader ON public.totals (reader);
COMMENT ON MATERIALIZED VIEW public.totals IS 'Books per reader.';
CREATE VIEW public.over_totals AS SELECT * FROM public.totals;
GRANT SELECT ON public.over_totals TO authenticated;
CREATE MATERIALIZED VIEW public.never_filled AS SELECT id FROM public.books WITH NO DATA;
-- Whatever is created from now on, everybody may do everything with: views that are made anew must not be.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated;

INSERT INTO public.readers SELECT generate_series(1, 10);
INSERT INTO public.books (reader, title) SELECT n % 10 + 1, 'title ' || n FROM generate_series(1, 2500) AS n;
INSERT INTO public.notes SELECT n, n % 10 + 1, n FROM generate_series(1, 500) AS n;
INSERT INTO public.marks SELECT n, n % 10 + 1, n FROM generate_series(1, 500) AS n;
REFRESH MATERIALIZED VIEW public.totals;
