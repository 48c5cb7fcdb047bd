-- Refreshes the cached folder tree.
CREATE FUNCTION public.refresh_collection_hierarchy_cache() RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ''
AS $$
    SELECT public.refresh_analytics_view('collection_hierarchy_cache')
$$;
