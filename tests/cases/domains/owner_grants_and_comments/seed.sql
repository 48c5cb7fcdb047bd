INSERT INTO public.t VALUES ('x', 'a', '(1)', '[2020-01-01,2020-02-01)');
