CREATE SUBSCRIPTION "s ""x; --" CONNECTION 'host=a password=''it\''s; --''' PUBLICATION "p ""x; --", "q ""; --" WITH (connect = false, slot_name = NONE, binary = true);
