ALTER TABLE public.t DISABLE TRIGGER tr;
INSERT INTO public.t SELECT g, g, 'n' FROM generate_series(0, 99, 7) AS g;
ALTER TABLE public.t ENABLE TRIGGER tr;
INSERT INTO public.o VALUES (7), (63);
