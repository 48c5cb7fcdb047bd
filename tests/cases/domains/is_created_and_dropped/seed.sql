INSERT INTO public.u VALUES ('x');
