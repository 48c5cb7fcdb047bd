CREATE TABLE public.t (a integer, b text NOT NULL DEFAULT 'x', c text);
