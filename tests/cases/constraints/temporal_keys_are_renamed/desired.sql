CREATE TABLE public.rooms (id int4range, during daterange, CONSTRAINT k2 PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE public.stays (room int4range, during daterange, CONSTRAINT f2 FOREIGN KEY (room, PERIOD during) REFERENCES public.rooms (id, PERIOD during));
