CREATE TABLE public.t (a integer DEFAULT 1, b text DEFAULT lower('X'), c timestamptz DEFAULT now(), d integer[]);
