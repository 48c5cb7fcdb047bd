CREATE FUNCTION public.f(IN a int, OUT b int, OUT c text) LANGUAGE sql AS 'SELECT a, ''x''';
