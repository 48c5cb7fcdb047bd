CREATE SCHEMA ext;
CREATE EXTENSION "uuid-ossp" SCHEMA public;
CREATE TABLE public.t (id uuid DEFAULT public.uuid_generate_v4() PRIMARY KEY, a integer);
