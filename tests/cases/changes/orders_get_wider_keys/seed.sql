SET search_path = public;
INSERT INTO customers VALUES ('ALFKI','x',null);
INSERT INTO orders VALUES (1,'ALFKI',1.5);
INSERT INTO order_details VALUES (1,2,3);
