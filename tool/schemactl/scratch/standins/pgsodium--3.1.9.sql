-- Stand-in for pgsodium 3.1.9: key management and the deterministic encryption that column defaults and triggers call.
-- Nothing is encrypted.

CREATE TYPE pgsodium.key_status AS ENUM ('default', 'valid', 'invalid', 'expired');
CREATE TYPE pgsodium.key_type AS ENUM (
    'aead-ietf', 'aead-det', 'hmacsha512', 'hmacsha256', 'auth', 'shorthash', 'generichash', 'kdf', 'secretbox',
    'secretstream', 'stream_xchacha20'
);
CREATE SEQUENCE pgsodium.key_key_id_seq;
CREATE TABLE pgsodium.key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    status pgsodium.key_status DEFAULT 'valid',
    created timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
    expires timestamptz,
    key_type pgsodium.key_type,
    key_id bigint DEFAULT nextval('pgsodium.key_key_id_seq'),
    key_context bytea DEFAULT '\x7067736f6469756d' CHECK (length(key_context) = 8),
    name text UNIQUE,
    associated_data text DEFAULT 'associated',
    raw_key bytea,
    raw_key_nonce bytea,
    parent_key uuid REFERENCES pgsodium.key (id),
    comment text,
    user_data text
);
ALTER SEQUENCE pgsodium.key_key_id_seq OWNED BY pgsodium.key.key_id;
SELECT pg_catalog.pg_extension_config_dump('pgsodium.key', '');
CREATE VIEW pgsodium.valid_key AS
    SELECT id, name, status, key_type, key_id, key_context, created, expires, associated_data
    FROM pgsodium.key
    WHERE status IN ('valid', 'default') AND coalesce(expires > now(), true);

CREATE FUNCTION pgsodium.create_key(
    key_type pgsodium.key_type DEFAULT 'aead-det', name text DEFAULT NULL, raw_key bytea DEFAULT NULL,
    raw_key_nonce bytea DEFAULT NULL, parent_key uuid DEFAULT NULL, key_context bytea DEFAULT '\x7067736f6469756d',
    expires timestamptz DEFAULT NULL, associated_data text DEFAULT ''
) RETURNS pgsodium.valid_key LANGUAGE sql AS $$SELECT NULL::pgsodium.valid_key$$;
CREATE FUNCTION pgsodium.crypto_aead_det_encrypt(message bytea, additional bytea, key bytea, nonce bytea DEFAULT NULL)
    RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_decrypt(message bytea, additional bytea, key bytea, nonce bytea DEFAULT NULL)
    RETURNS bytea LANGUAGE sql IMMUTABLE AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_encrypt(message bytea, additional bytea, key_uuid uuid)
    RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_decrypt(message bytea, additional bytea, key_uuid uuid)
    RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_encrypt(message bytea, additional bytea, key_uuid uuid, nonce bytea)
    RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_decrypt(message bytea, additional bytea, key_uuid uuid, nonce bytea)
    RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER AS $$SELECT $1$$;
CREATE FUNCTION pgsodium.crypto_aead_det_keygen() RETURNS bytea
    LANGUAGE sql VOLATILE AS $$SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())$$;
CREATE FUNCTION pgsodium.crypto_aead_det_noncegen() RETURNS bytea
    LANGUAGE sql VOLATILE AS $$SELECT uuid_send(gen_random_uuid())$$;
CREATE FUNCTION pgsodium.randombytes_buf(size integer) RETURNS bytea
    LANGUAGE sql VOLATILE AS $$SELECT substr(uuid_send(gen_random_uuid()), 1, $1)$$;
CREATE FUNCTION pgsodium.randombytes_random() RETURNS integer
    LANGUAGE sql VOLATILE AS $$SELECT floor(random() * 2147483647)::integer$$;
