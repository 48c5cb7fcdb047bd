SET search_path = public;
CREATE TABLE o (id integer);
