CREATE EXTENSION pg_trgm SCHEMA public;
CREATE EXTENSION pg_stat_statements SCHEMA public;
