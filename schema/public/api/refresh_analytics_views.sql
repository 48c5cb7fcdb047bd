-- Refreshes some views as a schedule does: a view somebody refreshes at this moment is left to them, and one that fails is
-- noted and does not stop the others. Returns how many were refreshed.
CREATE FUNCTION public.refresh_analytics_views(view_names text[], refresh_every interval) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    one_view text;
    refreshed integer := 0;
BEGIN
    FOREACH one_view IN ARRAY view_names LOOP
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(
            'pg_catalog.pg_class'::regclass::integer, to_regclass(format('public.%I', one_view))::oid::integer
        );
        BEGIN
            PERFORM public.refresh_analytics_view(one_view);
            UPDATE public.analytics_refreshes AS known SET refresh_every = refresh_analytics_views.refresh_every
            WHERE known.view_name = one_view;
            refreshed := refreshed + 1;
        EXCEPTION WHEN OTHERS THEN
            -- The message may quote somebody's row, which must be gone when they are: it goes to the log, its code here.
            RAISE WARNING '% was not refreshed: %', one_view, SQLERRM;
            INSERT INTO public.analytics_refreshes (view_name, refresh_every, failed_at, failure)
            VALUES (one_view, refresh_analytics_views.refresh_every, clock_timestamp(), SQLSTATE)
            ON CONFLICT ON CONSTRAINT analytics_refreshes_pkey DO UPDATE SET
                refresh_every = excluded.refresh_every, failed_at = excluded.failed_at, failure = excluded.failure;
        END;
    END LOOP;
    RETURN refreshed;
END
$$;
