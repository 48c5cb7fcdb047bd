SET search_path = public;
INSERT INTO a VALUES ('1',2);
