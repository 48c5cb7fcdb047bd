SET search_path = public;
INSERT INTO r1 VALUES (1,'k');
INSERT INTO r2 VALUES (1,'k');
