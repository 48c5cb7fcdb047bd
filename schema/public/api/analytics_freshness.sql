-- How old the figures are. They are stale when a refresh was missed twice, or when nobody has scheduled one.
CREATE FUNCTION public.analytics_freshness()
RETURNS TABLE (
    view_name text,
    refreshed_at timestamptz,
    age interval,
    refresh_every interval,
    is_stale boolean,
    failed_at timestamptz,
    failure text
)
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        view.relname::text, known.refreshed_at, now() - known.refreshed_at, known.refresh_every,
        coalesce(now() - known.refreshed_at > 2 * known.refresh_every, true), known.failed_at, known.failure
    FROM pg_catalog.pg_class AS view
    LEFT JOIN public.analytics_refreshes AS known ON known.view_name = view.relname
    WHERE view.relkind = 'm' AND view.relnamespace = 'public'::regnamespace
    ORDER BY view.relname
$$;
