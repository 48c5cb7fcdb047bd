INSERT INTO public.events_a VALUES ('a');
