SET search_path = public;
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL UNIQUE, created_at timestamp DEFAULT now());
CREATE TABLE projects (id serial PRIMARY KEY, user_id int NOT NULL REFERENCES users(id), name text);
CREATE INDEX projects_user ON projects(user_id);
