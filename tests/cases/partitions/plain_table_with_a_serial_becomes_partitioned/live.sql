SET search_path = public;
CREATE TABLE ev (id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), p jsonb);
CREATE INDEX ev_at ON ev(at);
