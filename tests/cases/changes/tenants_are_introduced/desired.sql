SET search_path = public;
CREATE TABLE tenants (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9-]+$'));
CREATE TABLE users (id bigserial PRIMARY KEY, tenant_id uuid REFERENCES tenants ON DELETE CASCADE, email text NOT NULL, created_at timestamptz NOT NULL DEFAULT now(), UNIQUE (tenant_id, email));
CREATE TABLE projects (id bigserial PRIMARY KEY, tenant_id uuid REFERENCES tenants, user_id bigint NOT NULL REFERENCES users(id) ON DELETE CASCADE, name varchar(200));
CREATE INDEX projects_user ON projects(tenant_id, user_id);
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON projects USING (tenant_id = current_setting('app.tenant', true)::uuid);
