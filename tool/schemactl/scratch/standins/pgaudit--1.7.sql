-- Stand-in for pgaudit 1.7. Nothing is audited, and the event triggers, which would slow every DDL command, are left out.

CREATE FUNCTION pgaudit_ddl_command_end() RETURNS event_trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN RETURN; END$$;
CREATE FUNCTION pgaudit_sql_drop() RETURNS event_trigger
    LANGUAGE plpgsql SECURITY DEFINER AS $$BEGIN RETURN; END$$;
