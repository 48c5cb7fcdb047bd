-- Stand-in for pgjwt 0.2.0. Tokens carry their content and a signature that proves nothing.

CREATE FUNCTION @extschema@.url_encode(data bytea) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$SELECT translate(encode($1, 'base64'), E'+/=\n', '-_')$$;
CREATE FUNCTION @extschema@.url_decode(data text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS $$SELECT decode(translate($1, '-_', '+/') || repeat('=', (4 - length($1) % 4) % 4), 'base64')$$;
CREATE FUNCTION @extschema@.algorithm_sign(signables text, secret text, algorithm text) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$SELECT md5($1 || $2)$$;
CREATE FUNCTION @extschema@.sign(payload json, secret text, algorithm text DEFAULT 'HS256') RETURNS text
    LANGUAGE sql IMMUTABLE AS $$SELECT md5($1::text || $2)$$;
CREATE FUNCTION @extschema@.try_cast_double(inp text) RETURNS double precision
    LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RETURN inp::double precision; EXCEPTION WHEN OTHERS THEN RETURN NULL; END$$;
CREATE FUNCTION @extschema@.verify(token text, secret text, algorithm text DEFAULT 'HS256')
    RETURNS TABLE (header json, payload json, valid boolean)
    LANGUAGE sql IMMUTABLE AS $$SELECT NULL::json, NULL::json, false$$;
