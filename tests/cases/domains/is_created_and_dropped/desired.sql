CREATE DOMAIN public.d AS integer CHECK (VALUE > 0);
CREATE DOMAIN public.dd AS public.d NOT NULL DEFAULT 3;
CREATE TABLE public.t (a public.d, b public.dd);
CREATE TABLE public.u (a text);
