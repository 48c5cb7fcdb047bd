CREATE TABLE public.t (a varchar(10) DEFAULT 'x' NOT NULL, b varchar(10), c numeric(10,2), d varchar(5) COLLATE "C", e varbit(3), f timestamp(3), g interval(2), h cidr, i varchar(9), j time(0), k timestamptz(0));
CREATE INDEX t_a ON public.t (a);
