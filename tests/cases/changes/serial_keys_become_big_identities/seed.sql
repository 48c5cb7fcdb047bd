SET search_path = public;
INSERT INTO auth_user(username,is_active) VALUES ('a',true);
INSERT INTO blog_post(author_id,title,slug) VALUES (1,'t','s');
