CREATE TABLE public.t (
    id int, code text NOT NULL, a int, b int NOT NULL,
    PRIMARY KEY (id), CONSTRAINT t_a UNIQUE NULLS NOT DISTINCT (a, b), CONSTRAINT t_code UNIQUE (code) INCLUDE (a) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON CONSTRAINT t_a ON public.t IS 'kept';
CREATE TABLE public.child (t int NOT NULL REFERENCES public.t (id), CHECK (t > 0));
CREATE TABLE public.parent (a int NOT NULL);
CREATE TABLE public.heir () INHERITS (public.parent);
