CREATE TABLE public.t (a varchar(20) DEFAULT 'x' NOT NULL, b text, c numeric(12,2), d text COLLATE "C", e varbit(5), f timestamp(6), g interval, h inet, i varchar, j time, k timestamptz(3));
CREATE INDEX t_a ON public.t (a);
