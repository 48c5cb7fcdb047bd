CREATE TABLE public.places (height integer, CONSTRAINT x CHECK (height > -500));
CREATE TABLE public.towns (people integer, CONSTRAINT own CHECK (people > 0)) INHERITS (public.places);
