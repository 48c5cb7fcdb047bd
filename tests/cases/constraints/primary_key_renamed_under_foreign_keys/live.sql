CREATE TABLE public.users (id integer CONSTRAINT pk_users PRIMARY KEY, mail text CONSTRAINT users_mail_unique UNIQUE);
CREATE TABLE public.posts (author integer CONSTRAINT posts_author_fk REFERENCES public.users, mail text REFERENCES public.users (mail));
COMMENT ON CONSTRAINT pk_users ON public.users IS 'key';
