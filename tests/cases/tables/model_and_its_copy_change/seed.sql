SET search_path = public;
INSERT INTO cp VALUES (1);
