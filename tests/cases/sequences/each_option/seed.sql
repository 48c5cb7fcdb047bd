SELECT nextval(s) FROM unnest(ARRAY['public.a', 'public.b', 'public.c', 'public.d', 'public.e', 'public.f']) AS s, generate_series(1, 7);
