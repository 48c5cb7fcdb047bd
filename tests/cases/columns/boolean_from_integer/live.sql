CREATE TABLE public.t (a integer DEFAULT 1, b text);
