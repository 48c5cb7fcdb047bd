CREATE TABLE public.t (a integer DEFAULT (1 + 2), b text DEFAULT 'it''s', c timestamptz, d integer[] DEFAULT '{1,2}');
