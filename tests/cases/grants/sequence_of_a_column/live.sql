CREATE TABLE public.t (a serial, b integer GENERATED ALWAYS AS IDENTITY, c text);
GRANT USAGE ON SEQUENCE public.t_a_seq TO app_writer;
