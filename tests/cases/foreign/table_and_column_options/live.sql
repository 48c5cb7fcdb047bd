CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE public.ft (a integer OPTIONS (n 'a', m 'x'), b integer) SERVER s OPTIONS (tab 'x', x 'y');
CREATE VIEW public.v AS SELECT a FROM public.ft;
