SET search_path = public;
CREATE FUNCTION ef() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE TABLE t (id integer, b integer);
CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION ef();
ALTER EVENT TRIGGER e ENABLE ALWAYS;
COMMENT ON EVENT TRIGGER e IS 'watches';
