CREATE TYPE public.span AS RANGE (SUBTYPE = integer);
REVOKE ALL ON TYPE public.span FROM PUBLIC;
GRANT USAGE ON TYPE public.span TO app_reader;
CREATE TYPE public.pair AS (a integer, b integer);
GRANT USAGE ON TYPE public.pair TO app_writer WITH GRANT OPTION;
REVOKE USAGE ON TYPE public.pair FROM PUBLIC;
