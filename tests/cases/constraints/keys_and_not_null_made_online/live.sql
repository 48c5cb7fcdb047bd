CREATE TABLE public.t (id int, code text, a int, b int, CONSTRAINT t_a UNIQUE (a));
COMMENT ON CONSTRAINT t_a ON public.t IS 'kept';
CREATE TABLE public.child (t int);
CREATE TABLE public.parent (a int);
CREATE TABLE public.heir () INHERITS (public.parent);
