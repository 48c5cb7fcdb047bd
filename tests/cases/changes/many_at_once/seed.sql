INSERT INTO app.users VALUES (1, 'a@b', 'x'), (2, 'c@d', NULL);
INSERT INTO app.orders (user_id, state, total) VALUES (1, 'new', 5), (2, 'paid', 7.25);
REFRESH MATERIALIZED VIEW app.totals;
