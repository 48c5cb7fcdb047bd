CREATE SUBSCRIPTION "s ""x; --" CONNECTION 'host=a' PUBLICATION "p ""x; --" WITH (connect = false, slot_name = NONE);
