SET search_path = public;
INSERT INTO metrics VALUES ('2024-02-01',1,1);
