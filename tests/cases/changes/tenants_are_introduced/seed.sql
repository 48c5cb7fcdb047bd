SET search_path = public;
INSERT INTO users(email) VALUES ('a'),('b');
INSERT INTO projects(user_id,name) VALUES (1,'p');
