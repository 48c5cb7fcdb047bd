SET search_path = public;
INSERT INTO people VALUES (1,'A@b','n');
