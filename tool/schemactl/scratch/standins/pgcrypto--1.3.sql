-- Stand-in for pgcrypto 1.3, for servers built without OpenSSL. Digests have a value so that constant expressions can be
-- folded; nothing here protects anything.

CREATE FUNCTION digest(text, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT decode(md5($1), 'hex')$$;
CREATE FUNCTION digest(bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT decode(md5($1), 'hex')$$;
CREATE FUNCTION hmac(text, text, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT decode(md5($1), 'hex')$$;
CREATE FUNCTION hmac(bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT decode(md5($1), 'hex')$$;
CREATE FUNCTION crypt(text, text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT md5($1 || $2)$$;
CREATE FUNCTION gen_salt(text) RETURNS text
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT md5(random()::text)$$;
CREATE FUNCTION gen_salt(text, integer) RETURNS text
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT md5(random()::text)$$;
CREATE FUNCTION encrypt(bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT $1$$;
CREATE FUNCTION decrypt(bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT $1$$;
CREATE FUNCTION encrypt_iv(bytea, bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT $1$$;
CREATE FUNCTION decrypt_iv(bytea, bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT $1$$;
CREATE FUNCTION gen_random_bytes(integer) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT substr(uuid_send(gen_random_uuid()), 1, $1)$$;
CREATE FUNCTION gen_random_uuid() RETURNS uuid
    LANGUAGE sql VOLATILE PARALLEL SAFE AS $$SELECT pg_catalog.gen_random_uuid()$$;

CREATE FUNCTION pgp_sym_encrypt(text, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_sym_encrypt(text, text, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_sym_encrypt_bytea(bytea, text, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_sym_decrypt(bytea, text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_sym_decrypt(bytea, text, text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION pgp_sym_decrypt_bytea(bytea, text, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_encrypt(text, bytea) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_encrypt(text, bytea, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_encrypt_bytea(bytea, bytea, text) RETURNS bytea
    LANGUAGE sql VOLATILE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_pub_decrypt(bytea, bytea, text, text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION pgp_pub_decrypt_bytea(bytea, bytea, text, text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_key_id(bytea) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION armor(bytea) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION armor(bytea, text[], text[]) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text$$;
CREATE FUNCTION dearmor(text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::bytea$$;
CREATE FUNCTION pgp_armor_headers(text, OUT key text, OUT value text) RETURNS SETOF record
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$SELECT NULL::text, NULL::text WHERE false$$;
