SET search_path = public;
INSERT INTO d DEFAULT VALUES;
