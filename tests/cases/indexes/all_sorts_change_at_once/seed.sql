SET search_path = public;
INSERT INTO i VALUES (1,'A',2);
