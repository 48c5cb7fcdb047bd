CREATE TABLE public.rooms (id int4range, during daterange, CONSTRAINT k PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE public.stays (room int4range, during daterange, CONSTRAINT f FOREIGN KEY (room, PERIOD during) REFERENCES public.rooms (id, PERIOD during));
