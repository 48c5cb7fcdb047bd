SET search_path = public;
INSERT INTO accounts VALUES (1);
INSERT INTO ev VALUES (1,1,'2024-01-05');
