INSERT INTO public.t VALUES (1, '(1,x)', '(m,n,2020-01-01)'), (2, '(,)', NULL), (3, '(3,"it''s, (so)")', '(,n,)');
