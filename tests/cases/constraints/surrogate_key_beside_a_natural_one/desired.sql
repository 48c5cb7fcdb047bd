SET search_path = public;
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE b (code text REFERENCES a(code), a_id bigint REFERENCES a);
