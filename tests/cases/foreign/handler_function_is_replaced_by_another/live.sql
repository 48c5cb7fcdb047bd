CREATE FUNCTION public.check_options(text[], oid) RETURNS void LANGUAGE internal AS 'postgresql_fdw_validator';
CREATE FOREIGN DATA WRAPPER w VALIDATOR public.check_options;
CREATE SERVER s FOREIGN DATA WRAPPER w;
