SET search_path = public;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION citext;
CREATE TABLE people (id int PRIMARY KEY, email citext NOT NULL UNIQUE, name varchar(50));
CREATE INDEX people_name ON people USING gist (name gist_trgm_ops (siglen=64));
