INSERT INTO public.witness VALUES (1);
INSERT INTO public."t""; DROP TABLE public.witness; --aaaaaaaaaaaaaaaaaaaaaaaaaaa" VALUES (1, 'x');
