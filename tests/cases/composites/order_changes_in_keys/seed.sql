INSERT INTO public.t VALUES ('(1,x)');
INSERT INTO public.u VALUES ('(1,x)');
