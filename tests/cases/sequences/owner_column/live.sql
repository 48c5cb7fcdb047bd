CREATE TABLE public.t (a integer, b integer);
CREATE SEQUENCE public.free;
CREATE SEQUENCE public.moved OWNED BY public.t.a;
CREATE SEQUENCE public.freed OWNED BY public.t.a;
