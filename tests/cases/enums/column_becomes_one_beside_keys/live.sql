SET search_path = public;
CREATE TYPE s AS ENUM ('new','paid');
CREATE TABLE orders (id int PRIMARY KEY, status s NOT NULL DEFAULT 'new');
CREATE TABLE l (o int REFERENCES orders);
CREATE INDEX orders_status ON orders(status) WHERE status = 'new';
