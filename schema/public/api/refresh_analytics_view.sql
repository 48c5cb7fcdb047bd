-- Refreshes one materialized view of the public schema, without making its readers wait.
CREATE FUNCTION public.refresh_analytics_view(view_name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    populated boolean;
BEGIN
    SELECT view.relispopulated INTO populated
    FROM pg_catalog.pg_class AS view
    WHERE view.relkind = 'm' AND view.relnamespace = 'public'::regnamespace AND view.relname = view_name;
    IF NOT FOUND THEN
        RAISE undefined_table USING MESSAGE = format('there is no materialized view %L in schema public', view_name);
    END IF;
    -- CONCURRENTLY needs rows to compare with: a view that was never filled is filled plainly.
    EXECUTE format(
        'REFRESH MATERIALIZED VIEW %s public.%I', CASE WHEN populated THEN 'CONCURRENTLY' END, view_name
    );
END
$$;
