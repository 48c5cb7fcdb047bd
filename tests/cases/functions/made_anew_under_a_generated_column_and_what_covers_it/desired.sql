CREATE FUNCTION public.folded(text) RETURNS character varying LANGUAGE sql IMMUTABLE RETURN lower($1);
CREATE FUNCTION public.trimmed(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN btrim(public.folded($1));
CREATE TABLE public.names (
    name text,
    plain text GENERATED ALWAYS AS (public.trimmed(name)) STORED,
    CONSTRAINT names_differ CHECK (public.folded(name) <> plain || '!')
);
CREATE INDEX names_both ON public.names (public.folded(name), plain);
CREATE STATISTICS public.names_together ON (public.folded(name)), plain FROM public.names;
