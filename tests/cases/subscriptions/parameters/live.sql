CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x password=old' PUBLICATION p, "Q x" WITH (connect = false);
