CREATE TABLE public."T; DROP" (a integer CONSTRAINT "pk "";--" PRIMARY KEY, b integer CONSTRAINT "select" CHECK (b > 0) CONSTRAINT "f k" REFERENCES public."T; DROP");
