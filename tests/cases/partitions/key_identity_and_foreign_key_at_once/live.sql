SET search_path = public;
CREATE TABLE accounts (id int PRIMARY KEY);
CREATE TABLE ev (id int, account_id int, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
