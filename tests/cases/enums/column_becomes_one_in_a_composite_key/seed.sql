SET search_path = public;
INSERT INTO job VALUES (1,'x'),(2,'y');
INSERT INTO run VALUES (1,'x');
