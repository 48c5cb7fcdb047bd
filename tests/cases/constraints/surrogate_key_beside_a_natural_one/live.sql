SET search_path = public;
CREATE TABLE a (code text PRIMARY KEY);
CREATE TABLE b (code text REFERENCES a);
