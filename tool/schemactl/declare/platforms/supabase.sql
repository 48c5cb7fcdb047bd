-- The platform below the app: what Supabase brings before the first migration runs, cut down to what a reading app's
-- backend leans on. Run it as a superuser in an empty database, on PostgreSQL 15 or newer, with any search_path.
--
-- Roles belong to the whole cluster, so they are made only when missing and never get LOGIN here. Their attributes are
-- those of the platform; memberships are left out, because nothing in this database depends on them.

DO $roles$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN
        SELECT * FROM (VALUES
            ('anon', 'NOINHERIT'),
            ('authenticated', 'NOINHERIT'),
            ('service_role', 'NOINHERIT BYPASSRLS'),
            ('authenticator', 'NOINHERIT'),
            ('dashboard_user', ''),
            ('supabase_admin', ''),
            ('supabase_auth_admin', '')
        ) AS role (name, options)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN %s', wanted.name, wanted.options);
        END IF;
    END LOOP;
END
$roles$;

CREATE SCHEMA auth;
CREATE SCHEMA extensions;
GRANT USAGE ON SCHEMA public, auth, extensions TO anon, authenticated, service_role;


-- Whoever makes an object in public gives all of it to the three API roles; only row security stands between.
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;


-- A server without an extension gets the part of it that the app needs: one function of uuid-ossp, nothing of pgcrypto,
-- and of pgvector a type that keeps the text and takes a dimension without checking it.
DO $extensions$
DECLARE
    available text[] := ARRAY(SELECT name FROM pg_available_extensions);
BEGIN
    IF 'uuid-ossp' = ANY (available) THEN
        CREATE EXTENSION "uuid-ossp" WITH SCHEMA extensions;
    ELSE
        CREATE FUNCTION extensions.uuid_generate_v4() RETURNS uuid
            LANGUAGE sql AS 'SELECT gen_random_uuid()';
    END IF;

    IF 'pgcrypto' = ANY (available) THEN
        CREATE EXTENSION pgcrypto WITH SCHEMA extensions;
    END IF;

    IF 'vector' = ANY (available) THEN
        CREATE EXTENSION vector WITH SCHEMA public;
    ELSE
        CREATE TYPE public.vector;
        CREATE FUNCTION public.vector_in(cstring) RETURNS public.vector
            LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textin';
        CREATE FUNCTION public.vector_out(public.vector) RETURNS cstring
            LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE AS 'textout';
        CREATE TYPE public.vector (
            INPUT = public.vector_in,
            OUTPUT = public.vector_out,
            TYPMOD_IN = varchartypmodin,
            TYPMOD_OUT = varchartypmodout,
            LIKE = text
        );
    END IF;
END
$extensions$;


-- Sign-in: the accounts, and who the request speaks for. PostgREST puts the claims of the token into settings.
CREATE TABLE auth.users (
    id                 uuid PRIMARY KEY,
    instance_id        uuid,
    aud                varchar(255),
    role               varchar(255),
    email              varchar(255),
    encrypted_password varchar(255),
    email_confirmed_at timestamptz,
    last_sign_in_at    timestamptz,
    raw_app_meta_data  jsonb,
    raw_user_meta_data jsonb,
    is_super_admin     boolean,
    created_at         timestamptz,
    updated_at         timestamptz
);

CREATE FUNCTION auth.jwt() RETURNS jsonb
LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;

CREATE FUNCTION auth.uid() RETURNS uuid
LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        auth.jwt() ->> 'sub'
    )::uuid
$$;

CREATE FUNCTION auth.role() RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim.role', true), ''), auth.jwt() ->> 'role')
$$;

CREATE FUNCTION auth.email() RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce(nullif(current_setting('request.jwt.claim.email', true), ''), auth.jwt() ->> 'email')
$$;
