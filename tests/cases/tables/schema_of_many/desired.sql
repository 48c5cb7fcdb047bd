CREATE SCHEMA app;
CREATE SCHEMA "Mixed Case";
CREATE TABLE app.t (a integer PRIMARY KEY);
CREATE TABLE "Mixed Case".t (a integer REFERENCES app.t);
