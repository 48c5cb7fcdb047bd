-- Refreshes every materialized view of the public schema, without making their readers wait.
CREATE FUNCTION public.refresh_all_analytics_views() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    view_name text;
BEGIN
    -- By name, so that two runs at once wait for one another instead of locking one another out.
    FOR view_name IN
        SELECT view.relname FROM pg_catalog.pg_class AS view
        WHERE view.relkind = 'm' AND view.relnamespace = 'public'::regnamespace
        ORDER BY view.relname
    LOOP
        PERFORM public.refresh_analytics_view(view_name);
    END LOOP;
END
$$;
