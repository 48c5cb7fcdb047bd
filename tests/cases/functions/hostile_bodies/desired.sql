CREATE FUNCTION public.f() RETURNS text LANGUAGE plpgsql AS $x$BEGIN RETURN 'it''s; $$ $_$ $a$ \ "' || E'\\n' /* ; */ -- ;
  ; END$x$;
CREATE FUNCTION public.g() RETURNS text LANGUAGE sql AS 'SELECT ''%s %% $1 {x}''';
CREATE FUNCTION public.h() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 'END;' ELSE ';' END; END;
