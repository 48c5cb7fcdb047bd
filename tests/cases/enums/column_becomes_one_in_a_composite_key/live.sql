SET search_path = public;
CREATE TABLE job (id int PRIMARY KEY, kind text NOT NULL DEFAULT 'x', UNIQUE (id, kind), CHECK (kind IN ('x','y')));
CREATE UNIQUE INDEX job_one ON job(kind) WHERE kind = 'x';
CREATE TABLE run (job_id int, kind text DEFAULT 'x', FOREIGN KEY (job_id, kind) REFERENCES job(id, kind));
CREATE VIEW jv AS SELECT kind, count(*) FROM job GROUP BY kind;
