CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD bt2 TYPE INDEX HANDLER bthandler;
CREATE TABLE public.t (a integer);
CREATE TABLE public.u (a integer) USING heap2;
