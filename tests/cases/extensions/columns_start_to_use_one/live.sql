SET search_path = public;
CREATE EXTENSION pg_trgm;
CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL, name text);
CREATE UNIQUE INDEX people_email ON people (lower(email));
CREATE INDEX people_name ON people USING gin (name gin_trgm_ops);
