CREATE SCHEMA ext;
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
CREATE TABLE public.t (id uuid DEFAULT ext.uuid_generate_v4() PRIMARY KEY, a integer);
