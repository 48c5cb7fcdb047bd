SET search_path = public;
CREATE TABLE tpl (id int PRIMARY KEY, a text DEFAULT 'x', CHECK (a <> ''));
CREATE TABLE cp (LIKE tpl INCLUDING ALL);
