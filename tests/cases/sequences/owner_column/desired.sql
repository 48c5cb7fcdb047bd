CREATE TABLE public.t (a integer, b integer);
CREATE SEQUENCE public.free OWNED BY public.t.b;
CREATE SEQUENCE public.moved OWNED BY public.t.b;
CREATE SEQUENCE public.freed;
