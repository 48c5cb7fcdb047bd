CREATE TABLE public.t (a integer NOT NULL, b integer);
CREATE UNIQUE INDEX t_a ON public.t (a);
CREATE TABLE public.u (a integer);
CREATE TABLE public.w (a integer);
ALTER TABLE public.w REPLICA IDENTITY NOTHING;
