SET search_path = public;
CREATE TABLE t (id integer, b integer);
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN IF tg_tag = 'DROP VIEW' THEN RAISE EXCEPTION 'no views'; END IF; END$$;
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION ef();
COMMENT ON EVENT TRIGGER e IS 'x';
