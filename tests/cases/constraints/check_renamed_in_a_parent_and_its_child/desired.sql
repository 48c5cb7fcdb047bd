CREATE TABLE public.places (height integer, CONSTRAINT y CHECK (height > -500));
CREATE TABLE public.towns (people integer, CONSTRAINT own2 CHECK (people > 0)) INHERITS (public.places);
