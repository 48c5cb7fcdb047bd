INSERT INTO public.t VALUES (1, '{"(a,b)",NULL,"(,)"}', ROW(ROW('a1', 'b1'), ARRAY[ROW('a2', 'b2')::public.c, NULL], 3),
ARRAY[ROW(ROW('a1', 'b1'), ARRAY[ROW('a2', 'b2')::public.c], 3)::public.o, NULL], ROW('a4', 'b4'),
ARRAY[ROW('a5', 'b5')::public.c], ARRAY[ROW('forbidden?', 'forbidden')::public.c::public.d]);
INSERT INTO public.t (id, l) VALUES (2, NULL), (3, '[0:1]={"(a,b)",NULL}'), (4, '{{"(a,b)"},{"(c,d)"}}');
