CREATE TYPE public.mood AS ENUM ('it''s', E'line\nbreak', '$$', '$tag$ "quoted" \ back', 'x''; DROP TABLE public.t; --', '');
CREATE TABLE public.t (id integer PRIMARY KEY, m public.mood DEFAULT 'x''; DROP TABLE public.t; --');
