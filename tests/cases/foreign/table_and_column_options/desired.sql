CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w;
CREATE FOREIGN TABLE public.ft (a integer OPTIONS (n 'b'), b integer OPTIONS ("o P" 'q'), c integer OPTIONS (r 's')) SERVER s OPTIONS (tab 'z', q 'r');
CREATE VIEW public.v AS SELECT a FROM public.ft;
