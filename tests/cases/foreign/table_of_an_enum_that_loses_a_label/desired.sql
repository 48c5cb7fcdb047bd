CREATE TYPE public.mood AS ENUM ('a', 'c');
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE public.ft (a public.mood, b integer) SERVER s;
GRANT SELECT ON public.ft TO app_reader;
CREATE TABLE public.t (a public.mood);
