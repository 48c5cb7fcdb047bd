INSERT INTO public.t VALUES (1, 'y', ARRAY['z']::public.d[]);
