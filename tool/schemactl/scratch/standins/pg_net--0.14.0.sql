-- Stand-in for pg_net 0.14.0. Requests are queued and never sent.

CREATE SCHEMA net;
CREATE DOMAIN net.http_method AS text CHECK (VALUE ILIKE 'get' OR VALUE ILIKE 'post' OR VALUE ILIKE 'delete');

CREATE UNLOGGED TABLE net.http_request_queue (
    id bigserial,
    method net.http_method NOT NULL,
    url text NOT NULL,
    headers jsonb,
    body bytea,
    timeout_milliseconds integer NOT NULL
);
CREATE UNLOGGED TABLE net._http_response (
    id bigint,
    status_code integer,
    content_type text,
    headers jsonb,
    content text,
    timed_out boolean,
    error_msg text,
    created timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON net._http_response (created);

CREATE TYPE net.request_status AS ENUM ('PENDING', 'SUCCESS', 'ERROR');
CREATE TYPE net.http_response AS (status_code integer, headers jsonb, body text);
CREATE TYPE net.http_response_result AS (status net.request_status, message text, response net.http_response);

CREATE FUNCTION net._urlencode_string(string character varying) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$SELECT $1::text$$;
CREATE FUNCTION net._encode_url_with_params_array(url text, params_array text[]) RETURNS text
    LANGUAGE sql IMMUTABLE AS $$SELECT $1$$;
CREATE FUNCTION net.check_worker_is_up() RETURNS void LANGUAGE sql AS $$SELECT$$;
CREATE FUNCTION net.worker_restart() RETURNS boolean LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION net.wait_until_running() RETURNS void LANGUAGE sql AS $$SELECT$$;
CREATE FUNCTION net.wake() RETURNS void LANGUAGE sql AS $$SELECT$$;
CREATE FUNCTION net._await_response(request_id bigint) RETURNS boolean
    LANGUAGE sql STRICT PARALLEL SAFE AS $$SELECT true$$;
CREATE FUNCTION net.http_get(
    url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}', timeout_milliseconds integer DEFAULT 5000
) RETURNS bigint LANGUAGE sql STRICT PARALLEL SAFE SECURITY DEFINER
    AS $$
INSERT INTO net.http_request_queue (method, url, headers, timeout_milliseconds) VALUES ('GET', $1, $3, $4) RETURNING id
$$;
CREATE FUNCTION net.http_post(
    url text, body jsonb DEFAULT '{}', params jsonb DEFAULT '{}',
    headers jsonb DEFAULT '{"Content-Type": "application/json"}', timeout_milliseconds integer DEFAULT 5000
) RETURNS bigint LANGUAGE sql PARALLEL SAFE SECURITY DEFINER
    AS $$
INSERT INTO net.http_request_queue (method, url, headers, body, timeout_milliseconds)
VALUES ('POST', $1, $4, convert_to($2::text, 'UTF8'), $5) RETURNING id
$$;
CREATE FUNCTION net.http_delete(
    url text, params jsonb DEFAULT '{}', headers jsonb DEFAULT '{}', timeout_milliseconds integer DEFAULT 5000
) RETURNS bigint LANGUAGE sql STRICT PARALLEL SAFE SECURITY DEFINER
    AS $$
INSERT INTO net.http_request_queue (method, url, headers, timeout_milliseconds) VALUES ('DELETE', $1, $3, $4)
RETURNING id
$$;
CREATE FUNCTION net._http_collect_response(request_id bigint, async boolean DEFAULT true)
    RETURNS net.http_response_result LANGUAGE sql STRICT PARALLEL SAFE SECURITY DEFINER
    AS $$SELECT NULL::net.http_response_result$$;
CREATE FUNCTION net.http_collect_response(request_id bigint, async boolean DEFAULT true)
    RETURNS net.http_response_result LANGUAGE sql STRICT PARALLEL SAFE SECURITY DEFINER
    AS $$SELECT NULL::net.http_response_result$$;
GRANT USAGE ON SCHEMA net TO public;
GRANT ALL ON ALL SEQUENCES IN SCHEMA net TO public;
GRANT ALL ON ALL TABLES IN SCHEMA net TO public;
