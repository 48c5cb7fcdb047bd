SET search_path = public;
CREATE TABLE ev (id bigserial, at timestamptz NOT NULL DEFAULT now(), p jsonb, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE INDEX ev_at ON ev(at);
CREATE TABLE ev_old PARTITION OF ev FOR VALUES FROM (MINVALUE) TO ('2030-01-01');
CREATE TABLE ev_new PARTITION OF ev DEFAULT;
