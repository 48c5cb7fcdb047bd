CREATE TABLE public.t (a integer, b integer);
CREATE TABLE public.u (c integer);
CREATE SEQUENCE public.s OWNED BY public.t.a;
CREATE SEQUENCE public.q OWNED BY public.t.b;
CREATE SEQUENCE public.r;
