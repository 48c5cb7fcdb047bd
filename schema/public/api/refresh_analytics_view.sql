-- Refreshes one materialized view of the public schema, without making its readers wait, and notes when.
CREATE FUNCTION public.refresh_analytics_view(view_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    view_oid oid;
    populated boolean;
    began timestamptz;
    filled bigint;
BEGIN
    SELECT view.oid INTO view_oid
    FROM pg_catalog.pg_class AS view
    WHERE view.relkind = 'm' AND view.relnamespace = 'public'::regnamespace AND view.relname = view_name;
    IF NOT FOUND THEN
        RAISE undefined_table USING MESSAGE = format('there is no materialized view %L in schema public', view_name);
    END IF;
    -- REFRESH decides what it sees before it waits for the view, so that one that waits for an erasure would bring back
    -- what was erased. Whoever waits here decides afterwards.
    PERFORM pg_advisory_xact_lock('pg_catalog.pg_class'::regclass::integer, view_oid::integer);
    SELECT view.relispopulated INTO populated FROM pg_catalog.pg_class AS view WHERE view.oid = view_oid;
    began := clock_timestamp();
    -- CONCURRENTLY needs rows to compare with: a view that was never filled is filled plainly.
    EXECUTE format(
        'REFRESH MATERIALIZED VIEW %s public.%I', CASE WHEN populated THEN 'CONCURRENTLY' END, view_name
    );
    EXECUTE format('SELECT count(*) FROM public.%I', view_name) INTO filled;
    INSERT INTO public.analytics_refreshes AS known (view_name, refreshed_at, duration, row_count)
    VALUES (refresh_analytics_view.view_name, began, clock_timestamp() - began, filled)
    ON CONFLICT ON CONSTRAINT analytics_refreshes_pkey DO UPDATE SET
        refreshed_at = excluded.refreshed_at, duration = excluded.duration, row_count = excluded.row_count,
        failed_at = NULL, failure = NULL;
END
$$;
