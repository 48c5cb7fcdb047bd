INSERT INTO public.t VALUES (1, 'it''s'), (2, DEFAULT), (3, '$$');
