SET search_path = public;
CREATE TABLE color (name text PRIMARY KEY);
CREATE TABLE car (id int PRIMARY KEY, color text NOT NULL DEFAULT 'red');
