-- Stand-in for pg_graphql 1.5.11. Queries are answered with nothing; the event triggers that watch DDL are left out.

CREATE SEQUENCE graphql.seq_schema_version AS integer CYCLE;

CREATE FUNCTION graphql._internal_resolve(
    query text, variables jsonb DEFAULT '{}', "operationName" text DEFAULT NULL, extensions jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE sql AS $$SELECT NULL::jsonb$$;
CREATE FUNCTION graphql.resolve(
    query text, variables jsonb DEFAULT '{}', "operationName" text DEFAULT NULL, extensions jsonb DEFAULT NULL
) RETURNS jsonb LANGUAGE sql AS $$SELECT NULL::jsonb$$;
CREATE FUNCTION graphql.comment_directive(comment_ text) RETURNS jsonb
    LANGUAGE sql IMMUTABLE AS $$SELECT '{}'::jsonb$$;
CREATE FUNCTION graphql.exception(message text) RETURNS text
    LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION USING ERRCODE = '22000', MESSAGE = message; END$$;
CREATE FUNCTION graphql.get_schema_version() RETURNS integer
    LANGUAGE sql SECURITY DEFINER AS $$SELECT last_value::integer FROM graphql.seq_schema_version$$;
CREATE FUNCTION graphql.increment_schema_version() RETURNS event_trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN PERFORM nextval('graphql.seq_schema_version'); END$$;
