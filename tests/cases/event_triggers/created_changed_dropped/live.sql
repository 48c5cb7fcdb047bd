CREATE FUNCTION public.et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
CREATE EVENT TRIGGER gone ON ddl_command_end EXECUTE FUNCTION public.et();
CREATE EVENT TRIGGER changed ON ddl_command_start EXECUTE FUNCTION public.et();
COMMENT ON EVENT TRIGGER changed IS 'e';
