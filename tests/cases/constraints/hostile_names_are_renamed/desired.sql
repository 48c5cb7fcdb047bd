CREATE TABLE public."T; DROP" (a integer CONSTRAINT "Pk $$" PRIMARY KEY, b integer CONSTRAINT "from" CHECK (b > 0) CONSTRAINT "f""k" REFERENCES public."T; DROP");
