SET search_path = public;
INSERT INTO ev(p) VALUES ('{}');
