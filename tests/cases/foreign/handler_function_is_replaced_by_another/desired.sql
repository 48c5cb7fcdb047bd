CREATE FUNCTION public.other_check(text[], oid) RETURNS void LANGUAGE internal AS 'postgresql_fdw_validator';
CREATE FOREIGN DATA WRAPPER w VALIDATOR public.other_check;
CREATE SERVER s FOREIGN DATA WRAPPER w;
