SET search_path = public;
CREATE TYPE color AS ENUM ('red','green');
CREATE TABLE car (id int PRIMARY KEY, color color NOT NULL DEFAULT 'red');
CREATE TABLE bike (c color);
CREATE FUNCTION pick(color) RETURNS color LANGUAGE sql AS 'SELECT $1';
CREATE VIEW cv AS SELECT color FROM car;
