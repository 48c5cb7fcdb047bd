SET search_path = public;
INSERT INTO t VALUES (1,1,'x');
INSERT INTO r VALUES (1);
