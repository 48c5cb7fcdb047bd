SET search_path = public;
CREATE TABLE t (id integer);
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no % today', tg_tag; END$$;
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION ef();
