CREATE TABLE public.t (a integer NOT NULL, b integer);
CREATE UNIQUE INDEX t_a ON public.t (a);
ALTER TABLE public.t REPLICA IDENTITY USING INDEX t_a;
CREATE TABLE public.u (a integer);
ALTER TABLE public.u REPLICA IDENTITY FULL;
CREATE TABLE public.w (a integer);
