-- Stand-in for supabase_vault 0.3.1. Secrets are kept in the clear, so keep none here.

CREATE TABLE vault.secrets (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text,
    description text NOT NULL DEFAULT '',
    secret text NOT NULL,
    key_id uuid,
    nonce bytea DEFAULT uuid_send(gen_random_uuid()),
    created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP
);
COMMENT ON TABLE vault.secrets IS 'Table with encrypted `secret` column for storing sensitive information on disk.';
CREATE UNIQUE INDEX secrets_name_idx ON vault.secrets USING btree (name) WHERE name IS NOT NULL;
SELECT pg_catalog.pg_extension_config_dump('vault.secrets', '');

CREATE VIEW vault.decrypted_secrets AS
    SELECT s.id, s.name, s.description, s.secret, s.secret AS decrypted_secret, s.key_id, s.nonce, s.created_at,
        s.updated_at
    FROM vault.secrets AS s;

CREATE FUNCTION vault.create_secret(
    new_secret text, new_name text DEFAULT NULL, new_description text DEFAULT '', new_key_id uuid DEFAULT NULL
) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER
    AS $$INSERT INTO vault.secrets (secret, name, description, key_id) VALUES ($1, $2, $3, $4) RETURNING id$$;
CREATE FUNCTION vault.update_secret(
    secret_id uuid, new_secret text DEFAULT NULL, new_name text DEFAULT NULL, new_description text DEFAULT NULL,
    new_key_id uuid DEFAULT NULL
) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    AS $$
UPDATE vault.secrets AS s
SET secret = coalesce($2, s.secret), name = coalesce($3, s.name), description = coalesce($4, s.description),
    updated_at = CURRENT_TIMESTAMP
WHERE s.id = $1
$$;
CREATE FUNCTION vault._crypto_aead_det_encrypt(message bytea, additional bytea, key_id bigint,
    context bytea DEFAULT '\x7067736f6469756d', nonce bytea DEFAULT NULL)
    RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT $1$$;
CREATE FUNCTION vault._crypto_aead_det_decrypt(message bytea, additional bytea, key_id bigint,
    context bytea DEFAULT '\x7067736f6469756d', nonce bytea DEFAULT NULL)
    RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT $1$$;
CREATE FUNCTION vault._crypto_aead_det_noncegen() RETURNS bytea
    LANGUAGE sql IMMUTABLE AS $$SELECT '\x00000000000000000000000000000000'::bytea$$;
REVOKE ALL ON SCHEMA vault FROM public;
REVOKE ALL ON vault.secrets, vault.decrypted_secrets FROM public;
REVOKE ALL ON FUNCTION vault.create_secret(text, text, text, uuid) FROM public;
REVOKE ALL ON FUNCTION vault.update_secret(uuid, text, text, text, uuid) FROM public;
