CREATE TABLE public.t (a integer CONSTRAINT a_there NOT NULL, b integer CONSTRAINT "b; there" NOT NULL, c integer NOT NULL);
