SET search_path = public;
INSERT INTO orders VALUES (1);
INSERT INTO l VALUES (1);
