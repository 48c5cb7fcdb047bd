SET search_path = public;
CREATE TABLE orders (id int PRIMARY KEY, status text NOT NULL DEFAULT 'new' CHECK (status IN ('new','paid')));
CREATE TABLE l (o int REFERENCES orders);
CREATE INDEX orders_status ON orders(status) WHERE status = 'new';
