CREATE TYPE public.mood AS ENUM ('a', 'b', 'c');
CREATE TABLE public.a (m public.mood PRIMARY KEY);
CREATE TABLE public.b (m public.mood NOT NULL DEFAULT 'a' REFERENCES public.a ON DELETE CASCADE);
COMMENT ON CONSTRAINT b_m_fkey ON public.b IS 'fk';
