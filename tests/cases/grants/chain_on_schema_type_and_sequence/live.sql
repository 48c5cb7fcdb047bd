CREATE SCHEMA app;
CREATE TYPE public.mood AS ENUM ('a');
CREATE SEQUENCE public.s;
