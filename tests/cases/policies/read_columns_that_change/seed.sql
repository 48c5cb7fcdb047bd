SET search_path = public;
INSERT INTO d VALUES (1,'x',1);
INSERT INTO tm VALUES (1,'x');
