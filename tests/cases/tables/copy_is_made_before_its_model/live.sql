SET search_path = public;
CREATE TABLE q (a int);
