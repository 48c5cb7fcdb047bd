CREATE TYPE public.span AS RANGE (SUBTYPE = integer);
CREATE TYPE public.pair AS (a integer, b integer);
