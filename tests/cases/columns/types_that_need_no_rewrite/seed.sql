INSERT INTO public.t VALUES ('a', 'b', 1.5, 'c', B'101', now(), '1 day', '10.0.0.0/8', 'i', '12:00', now());
