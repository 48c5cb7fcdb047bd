CREATE TABLE public.users (id integer CONSTRAINT users_pkey PRIMARY KEY, mail text CONSTRAINT users_mail_key UNIQUE);
CREATE TABLE public.posts (author integer CONSTRAINT posts_author_fkey REFERENCES public.users, mail text REFERENCES public.users (mail));
COMMENT ON CONSTRAINT users_pkey ON public.users IS 'key';
