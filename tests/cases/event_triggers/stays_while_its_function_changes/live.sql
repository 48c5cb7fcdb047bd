SET search_path = public;
CREATE TABLE t (id integer);
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN IF tg_tag = 'DROP TABLE' THEN RAISE EXCEPTION 'no tables'; END IF; END$$;
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION ef();
COMMENT ON EVENT TRIGGER e IS 'x';
