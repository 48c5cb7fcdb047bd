-- Stand-in for pg_partman 5.2.4: the functions and procedures that schemas and jobs call, and the two tables of settings.
-- Nothing is ever partitioned.

CREATE TABLE @extschema@.part_config (
    parent_table text NOT NULL,
    control text NOT NULL,
    time_encoder text,
    time_decoder text,
    partition_interval text NOT NULL,
    partition_type text NOT NULL,
    premake integer NOT NULL DEFAULT 4,
    automatic_maintenance text NOT NULL DEFAULT 'on',
    template_table text,
    retention text,
    retention_schema text,
    retention_keep_index boolean NOT NULL DEFAULT true,
    retention_keep_table boolean NOT NULL DEFAULT true,
    epoch text NOT NULL DEFAULT 'none',
    constraint_cols text[],
    optimize_constraint integer NOT NULL DEFAULT 30,
    infinite_time_partitions boolean NOT NULL DEFAULT false,
    datetime_string text,
    jobmon boolean NOT NULL DEFAULT true,
    sub_partition_set_full boolean NOT NULL DEFAULT false,
    undo_in_progress boolean NOT NULL DEFAULT false,
    inherit_privileges boolean DEFAULT false,
    constraint_valid boolean DEFAULT true NOT NULL,
    ignore_default_data boolean NOT NULL DEFAULT true,
    date_trunc_interval text,
    maintenance_order integer,
    retention_keep_publication boolean NOT NULL DEFAULT false,
    maintenance_last_run timestamptz,
    CONSTRAINT part_config_parent_table_pkey PRIMARY KEY (parent_table)
);
CREATE INDEX part_config_type_idx ON @extschema@.part_config (partition_type);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.part_config', '');

CREATE TABLE @extschema@.part_config_sub (
    sub_parent text,
    sub_control text NOT NULL,
    sub_time_encoder text,
    sub_time_decoder text,
    sub_partition_interval text NOT NULL,
    sub_partition_type text NOT NULL,
    sub_premake integer NOT NULL DEFAULT 4,
    sub_automatic_maintenance text NOT NULL DEFAULT 'on',
    sub_template_table text,
    sub_retention text,
    sub_retention_schema text,
    sub_retention_keep_index boolean NOT NULL DEFAULT true,
    sub_retention_keep_table boolean NOT NULL DEFAULT true,
    sub_epoch text NOT NULL DEFAULT 'none',
    sub_constraint_cols text[],
    sub_optimize_constraint integer NOT NULL DEFAULT 30,
    sub_infinite_time_partitions boolean NOT NULL DEFAULT false,
    sub_jobmon boolean NOT NULL DEFAULT true,
    sub_inherit_privileges boolean DEFAULT false,
    sub_constraint_valid boolean DEFAULT true NOT NULL,
    sub_ignore_default_data boolean NOT NULL DEFAULT true,
    sub_default_table boolean DEFAULT true,
    sub_date_trunc_interval text,
    sub_maintenance_order integer,
    sub_retention_keep_publication boolean NOT NULL DEFAULT false,
    sub_control_not_null boolean DEFAULT true,
    CONSTRAINT part_config_sub_pkey PRIMARY KEY (sub_parent),
    CONSTRAINT part_config_sub_sub_parent_fkey FOREIGN KEY (sub_parent)
        REFERENCES @extschema@.part_config (parent_table) ON DELETE CASCADE ON UPDATE CASCADE
        DEFERRABLE INITIALLY DEFERRED
);
SELECT pg_catalog.pg_extension_config_dump('@extschema@.part_config_sub', '');

CREATE FUNCTION @extschema@.create_parent(
    p_parent_table text, p_control text, p_interval text, p_type text DEFAULT 'range', p_epoch text DEFAULT 'none',
    p_premake integer DEFAULT 4, p_start_partition text DEFAULT NULL, p_default_table boolean DEFAULT true,
    p_automatic_maintenance text DEFAULT 'on', p_constraint_cols text[] DEFAULT NULL,
    p_template_table text DEFAULT NULL, p_jobmon boolean DEFAULT true, p_date_trunc_interval text DEFAULT NULL,
    p_control_not_null boolean DEFAULT true, p_time_encoder text DEFAULT NULL, p_time_decoder text DEFAULT NULL
) RETURNS boolean LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION @extschema@.create_partition_time(
    p_parent_table text, p_partition_times timestamptz[], p_start_partition text DEFAULT NULL
) RETURNS boolean LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION @extschema@.create_partition_id(
    p_parent_table text, p_partition_ids bigint[], p_start_partition text DEFAULT NULL
) RETURNS boolean LANGUAGE sql AS $$SELECT true$$;
CREATE FUNCTION @extschema@.run_maintenance(
    p_parent_table text DEFAULT NULL, p_analyze boolean DEFAULT false, p_jobmon boolean DEFAULT true
) RETURNS void LANGUAGE sql AS $$SELECT$$;
CREATE PROCEDURE @extschema@.run_maintenance_proc(
    p_wait integer DEFAULT 0, p_analyze boolean DEFAULT NULL, p_jobmon boolean DEFAULT true
) LANGUAGE sql AS $$SELECT$$;
CREATE FUNCTION @extschema@.drop_partition_time(
    p_parent_table text, p_retention interval DEFAULT NULL, p_keep_table boolean DEFAULT NULL,
    p_keep_index boolean DEFAULT NULL, p_retention_schema text DEFAULT NULL,
    p_reference_timestamp timestamptz DEFAULT CURRENT_TIMESTAMP
) RETURNS integer LANGUAGE sql AS $$SELECT 0$$;
CREATE FUNCTION @extschema@.drop_partition_id(
    p_parent_table text, p_retention bigint DEFAULT NULL, p_keep_table boolean DEFAULT NULL,
    p_keep_index boolean DEFAULT NULL, p_retention_schema text DEFAULT NULL
) RETURNS integer LANGUAGE sql AS $$SELECT 0$$;
CREATE FUNCTION @extschema@.partition_data_time(
    p_parent_table text, p_batch_count integer DEFAULT 1, p_batch_interval interval DEFAULT NULL,
    p_lock_wait numeric DEFAULT 0, p_order text DEFAULT 'ASC', p_analyze boolean DEFAULT true,
    p_source_table text DEFAULT NULL, p_ignored_columns text[] DEFAULT NULL
) RETURNS bigint LANGUAGE sql AS $$SELECT 0::bigint$$;
CREATE FUNCTION @extschema@.partition_data_id(
    p_parent_table text, p_batch_count integer DEFAULT 1, p_batch_interval bigint DEFAULT NULL,
    p_lock_wait numeric DEFAULT 0, p_order text DEFAULT 'ASC', p_analyze boolean DEFAULT true,
    p_source_table text DEFAULT NULL, p_ignored_columns text[] DEFAULT NULL
) RETURNS bigint LANGUAGE sql AS $$SELECT 0::bigint$$;
CREATE PROCEDURE @extschema@.partition_data_proc(
    p_parent_table text, p_loop_count integer DEFAULT NULL, p_interval text DEFAULT NULL,
    p_lock_wait integer DEFAULT 0, p_lock_wait_tries integer DEFAULT 10, p_wait integer DEFAULT 1,
    p_order text DEFAULT 'ASC', p_source_table text DEFAULT NULL, p_ignored_columns text[] DEFAULT NULL,
    p_quiet boolean DEFAULT false
) LANGUAGE sql AS $$SELECT$$;
CREATE FUNCTION @extschema@.show_partitions(
    p_parent_table text, p_order text DEFAULT 'ASC', p_include_default boolean DEFAULT false
) RETURNS TABLE (partition_schemaname text, partition_tablename text)
    LANGUAGE sql STABLE AS $$SELECT NULL::text, NULL::text WHERE false$$;
CREATE FUNCTION @extschema@.check_default(p_exact_count boolean DEFAULT true)
    RETURNS TABLE (default_table text, count bigint)
    LANGUAGE sql STABLE AS $$SELECT NULL::text, NULL::bigint WHERE false$$;
