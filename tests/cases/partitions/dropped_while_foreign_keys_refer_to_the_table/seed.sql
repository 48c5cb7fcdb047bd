INSERT INTO public.events VALUES (150, 150), (160, 150);
INSERT INTO public.notes VALUES (160);
