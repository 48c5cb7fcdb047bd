INSERT INTO public.t VALUES (1, 'a', '{a}'), (2, 'b', '{b,a}'), (3, 'b', NULL);
REFRESH MATERIALIZED VIEW public.mv;
