CREATE FUNCTION public.f(text) RETURNS boolean LANGUAGE internal IMMUTABLE STRICT AS 'texteq';
