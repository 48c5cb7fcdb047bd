SET search_path = public;
INSERT INTO car VALUES (1,'green');
