CREATE TABLE public.t (a text, b text COMPRESSION pglz, c text, d text);
ALTER TABLE public.t ALTER a SET STORAGE MAIN;
