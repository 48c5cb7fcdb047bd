SET search_path = public;
INSERT INTO artist VALUES (1,'a'),(7,'b');
INSERT INTO album VALUES (1,'t',1);
INSERT INTO track VALUES (1,1,0.99,100);
REFRESH MATERIALIZED VIEW mv;
