INSERT INTO public.t VALUES (1, '(a,1,"{a,b}")', '{"(b,2,)",NULL}', ROW(ROW('b', 3, NULL), 'q'), 'b');
