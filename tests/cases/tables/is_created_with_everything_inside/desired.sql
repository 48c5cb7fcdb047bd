CREATE TABLE public.other (id integer PRIMARY KEY);
CREATE TABLE public.t (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  other integer NOT NULL REFERENCES public.other ON DELETE CASCADE,
  name text NOT NULL DEFAULT 'x',
  upper_name text GENERATED ALWAYS AS (upper(name)) STORED,
  CONSTRAINT short CHECK (length(name) < 100)
);
CREATE INDEX t_other ON public.t (other);
