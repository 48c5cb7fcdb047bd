-- The folder tree of a user as of the last refresh, or one folder and what is right below it.
CREATE FUNCTION public.get_collection_hierarchy_cached(user_uuid uuid, root_id uuid DEFAULT NULL)
RETURNS TABLE (
    id uuid,
    name text,
    description text,
    parent_id uuid,
    color text,
    icon text,
    is_favorite boolean,
    display_order integer,
    level integer,
    path text,
    book_count bigint,
    created_at timestamptz
)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        cached.id, cached.name, cached.description, cached.parent_id, cached.color, cached.icon, cached.is_favorite,
        cached.display_order, cached.level, cached.path, cached.book_count, cached.created_at
    FROM public.collection_hierarchy_cache AS cached
    WHERE cached.user_id = user_uuid
        AND public.acts_for(user_uuid)  -- row security does not reach materialized views
        AND (root_id IS NULL OR root_id IN (cached.id, cached.parent_id))
    ORDER BY cached.level, cached.display_order, cached.name, cached.id
$$;
