CREATE SUBSCRIPTION s CONNECTION 'host=nowhere dbname=x password=old' PUBLICATION p, "Q x" WITH (connect = false, run_as_owner = true, password_required = false, origin = none, streaming = parallel);
