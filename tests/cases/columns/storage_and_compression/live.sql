CREATE TABLE public.t (a text, b text, c text, d text COMPRESSION pglz);
ALTER TABLE public.t ALTER c SET STORAGE EXTERNAL;
