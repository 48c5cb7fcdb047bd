CREATE TABLE public.t (a integer, b text, c integer[]);
CREATE INDEX gone ON public.t (a);
CREATE INDEX changed ON public.t (a);
CREATE INDEX uniq ON public.t (a, b);
