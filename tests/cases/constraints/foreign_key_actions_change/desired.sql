CREATE TABLE public.p (id integer PRIMARY KEY, b integer, UNIQUE (id, b));
CREATE TABLE public.c (a integer REFERENCES public.p ON DELETE SET NULL ON UPDATE CASCADE, b integer REFERENCES public.p DEFERRABLE INITIALLY DEFERRED, c integer, x integer, y integer, FOREIGN KEY (x, y) REFERENCES public.p (id, b) MATCH FULL ON DELETE SET NULL (y));
COMMENT ON CONSTRAINT c_a_fkey ON public.c IS 'a';
