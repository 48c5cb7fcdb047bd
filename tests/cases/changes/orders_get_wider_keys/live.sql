SET search_path = public;
CREATE TABLE customers (customer_id bpchar NOT NULL, company varchar(40) NOT NULL, fax varchar(24));
CREATE TABLE orders (order_id smallint NOT NULL, customer_id bpchar, freight real);
CREATE TABLE order_details (order_id smallint NOT NULL, product_id smallint NOT NULL, qty smallint);
ALTER TABLE ONLY customers ADD CONSTRAINT pk_customers PRIMARY KEY (customer_id);
ALTER TABLE ONLY orders ADD CONSTRAINT pk_orders PRIMARY KEY (order_id);
ALTER TABLE ONLY order_details ADD CONSTRAINT pk_od PRIMARY KEY (order_id, product_id);
ALTER TABLE ONLY orders ADD CONSTRAINT fk_oc FOREIGN KEY (customer_id) REFERENCES customers;
ALTER TABLE ONLY order_details ADD CONSTRAINT fk_od FOREIGN KEY (order_id) REFERENCES orders;
