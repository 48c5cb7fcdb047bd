CREATE AGGREGATE public.f(int) (SFUNC = int4pl, STYPE = int);
