CREATE SCHEMA app;
CREATE TYPE app.state AS ENUM ('new', 'done');
CREATE SEQUENCE app.numbers;
CREATE FUNCTION app.next() RETURNS bigint LANGUAGE sql AS 'SELECT nextval(''app.numbers'')';
CREATE TABLE app.jobs (id bigint DEFAULT app.next() PRIMARY KEY, state app.state DEFAULT 'new' NOT NULL, parent bigint REFERENCES app.jobs);
CREATE VIEW app.open AS SELECT id FROM app.jobs WHERE state = 'new';
CREATE FUNCTION app.count_open() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM app.open; END;
ALTER TABLE app.jobs ADD CONSTRAINT few CHECK (app.count_open() < 1000);
