SET search_path = public;
INSERT INTO t VALUES (1,1,'b',1);
