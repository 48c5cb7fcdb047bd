CREATE TABLE public.t (a integer);
GRANT INSERT ON public.t TO "odd ""role; --";
