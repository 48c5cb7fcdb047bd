INSERT INTO public.rooms VALUES ('[1,1]', '[2020-01-01,2021-01-01)');
INSERT INTO public.stays VALUES ('[1,1]', '[2020-02-01,2020-03-01)');
