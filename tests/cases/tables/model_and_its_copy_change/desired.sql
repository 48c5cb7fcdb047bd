SET search_path = public;
CREATE TABLE tpl (id bigint PRIMARY KEY, a text DEFAULT 'y' NOT NULL, CHECK (a <> ' '));
CREATE TABLE cp (LIKE tpl INCLUDING ALL, extra int);
