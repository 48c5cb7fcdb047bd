CREATE TABLE public.t (a serial, b integer GENERATED ALWAYS AS IDENTITY, c text);
GRANT SELECT ON SEQUENCE public.t_b_seq TO app_reader;
GRANT SELECT, UPDATE ON SEQUENCE public.t_a_seq TO app_writer;
