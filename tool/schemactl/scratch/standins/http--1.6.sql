-- Stand-in for http 1.6. No request is ever sent.

CREATE DOMAIN http_method AS text;
CREATE TYPE http_header AS (field character varying, value character varying);
CREATE TYPE http_response AS (
    status integer, content_type character varying, headers http_header[], content character varying
);
CREATE TYPE http_request AS (
    method http_method, uri character varying, headers http_header[], content_type character varying,
    content character varying
);

CREATE FUNCTION http_set_curlopt(curlopt character varying, value character varying) RETURNS boolean
    LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION http_reset_curlopt() RETURNS boolean LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION http_list_curlopt() RETURNS TABLE (curlopt text, value text)
    LANGUAGE sql AS $$SELECT NULL::text, NULL::text WHERE false$$;
CREATE FUNCTION http_header(field character varying, value character varying) RETURNS http_header
    LANGUAGE sql AS $$SELECT $1, $2$$;
CREATE FUNCTION http(request http_request) RETURNS http_response LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_get(uri character varying) RETURNS http_response
    LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_get(uri character varying, data jsonb) RETURNS http_response
    LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_post(uri character varying, content character varying, content_type character varying)
    RETURNS http_response LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_post(uri character varying, data jsonb) RETURNS http_response
    LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_put(uri character varying, content character varying, content_type character varying)
    RETURNS http_response LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_patch(uri character varying, content character varying, content_type character varying)
    RETURNS http_response LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_delete(uri character varying) RETURNS http_response
    LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_delete(uri character varying, content character varying, content_type character varying)
    RETURNS http_response LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION http_head(uri character varying) RETURNS http_response
    LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$;
CREATE FUNCTION urlencode(string character varying) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$SELECT $1::text$$;
CREATE FUNCTION urlencode(string bytea) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$SELECT encode($1, 'escape')$$;
CREATE FUNCTION urlencode(data jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$SELECT $1::text$$;
CREATE FUNCTION text_to_bytea(data text) RETURNS bytea
    LANGUAGE sql IMMUTABLE STRICT AS $$SELECT convert_to($1, 'UTF8')$$;
CREATE FUNCTION bytea_to_text(data bytea) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT AS $$SELECT encode($1, 'escape')$$;
