INSERT INTO app.a (e, d) VALUES ('a', 'a');
