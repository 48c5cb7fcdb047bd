SET search_path = public;
CREATE TABLE auth_user (id serial NOT NULL PRIMARY KEY, username varchar(30) NOT NULL UNIQUE, is_active boolean NOT NULL);
CREATE TABLE blog_post (id serial NOT NULL PRIMARY KEY, author_id integer NOT NULL, title varchar(100) NOT NULL, slug varchar(50) NOT NULL);
ALTER TABLE blog_post ADD CONSTRAINT blog_post_author_id_dd7a8485_fk_auth_user_id FOREIGN KEY (author_id) REFERENCES auth_user (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX blog_post_slug_like ON blog_post (slug varchar_pattern_ops);
CREATE INDEX auth_user_username_like ON auth_user (username varchar_pattern_ops);
