CREATE SCHEMA app AUTHORIZATION app_reader;
COMMENT ON SCHEMA app IS 'x';
CREATE TABLE app.t (a integer);
