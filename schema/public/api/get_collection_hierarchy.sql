-- The folder tree of a user, or the branch below one folder.
CREATE FUNCTION public.get_collection_hierarchy(user_uuid uuid, root_id uuid DEFAULT NULL)
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
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    WITH RECURSIVE tree (folder_id, depth, trail) AS (
        SELECT root.id, 0, root.name
        FROM public.user_collections AS root
        WHERE root.user_id = user_uuid
            AND CASE WHEN root_id IS NULL THEN root.parent_id IS NULL ELSE root.id = root_id END
        UNION ALL
        SELECT child.id, tree.depth + 1, tree.trail || ' > ' || child.name
        FROM tree
        JOIN public.user_collections AS child ON child.parent_id = tree.folder_id
        WHERE child.user_id = user_uuid
    ) CYCLE folder_id SET is_cycle USING visited  -- nothing stops a folder from being put below itself
    SELECT
        folder.id, folder.name, folder.description, folder.parent_id, folder.color, folder.icon, folder.is_favorite,
        folder.display_order, tree.depth, tree.trail,
        (SELECT count(*) FROM public.book_collections AS member WHERE member.collection_id = folder.id),
        folder.created_at
    FROM tree
    JOIN public.user_collections AS folder ON folder.id = tree.folder_id
    WHERE NOT tree.is_cycle
    ORDER BY tree.depth, folder.display_order, folder.name, folder.id
$$;
