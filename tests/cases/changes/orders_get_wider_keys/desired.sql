SET search_path = public;
CREATE TABLE customers (customer_id varchar(5) NOT NULL, company varchar(40) NOT NULL);
CREATE TABLE orders (order_id integer NOT NULL, customer_id varchar(5), freight double precision DEFAULT 0);
CREATE TABLE order_details (order_id integer NOT NULL, product_id smallint NOT NULL, qty smallint NOT NULL, line int GENERATED ALWAYS AS (product_id * 10) STORED);
ALTER TABLE ONLY customers ADD CONSTRAINT pk_customers PRIMARY KEY (customer_id);
ALTER TABLE ONLY orders ADD CONSTRAINT pk_orders PRIMARY KEY (order_id);
ALTER TABLE ONLY order_details ADD CONSTRAINT pk_order_details PRIMARY KEY (order_id, product_id);
ALTER TABLE ONLY orders ADD CONSTRAINT fk_orders_customers FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE ONLY order_details ADD CONSTRAINT fk_order_details_orders FOREIGN KEY (order_id) REFERENCES orders;
