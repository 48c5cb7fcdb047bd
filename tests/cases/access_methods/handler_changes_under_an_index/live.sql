CREATE FUNCTION public.h(internal) RETURNS index_am_handler LANGUAGE internal AS 'bthandler';
CREATE ACCESS METHOD m TYPE INDEX HANDLER public.h;
CREATE OPERATOR CLASS public.oc DEFAULT FOR TYPE int USING m AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(int, int);
CREATE TABLE public.t (a int);
CREATE INDEX i ON public.t USING m (a);
