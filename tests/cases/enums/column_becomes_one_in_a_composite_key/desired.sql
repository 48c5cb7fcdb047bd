SET search_path = public;
CREATE TYPE k AS ENUM ('x','y');
CREATE TABLE job (id int PRIMARY KEY, kind k NOT NULL DEFAULT 'x', UNIQUE (id, kind));
CREATE UNIQUE INDEX job_one ON job(kind) WHERE kind = 'x';
CREATE TABLE run (job_id int, kind k DEFAULT 'x', FOREIGN KEY (job_id, kind) REFERENCES job(id, kind));
CREATE VIEW jv AS SELECT kind, count(*) FROM job GROUP BY kind;
