-- The tables themselves: the function the app would call with one argument is ambiguous and fails, and with both it
-- passes row security by without asking who calls.
WITH RECURSIVE tree AS (
    SELECT root.id, root.name, root.parent_id, root.display_order, 0 AS level, root.name AS path
    FROM public.user_collections AS root
    WHERE root.user_id = %(reader)s AND root.parent_id IS NULL
    UNION ALL
    SELECT child.id, child.name, child.parent_id, child.display_order, tree.level + 1, tree.path || ' > ' || child.name
    FROM tree
    JOIN public.user_collections AS child ON child.parent_id = tree.id
    WHERE child.user_id = %(reader)s
)
SELECT
    tree.id, tree.name, tree.parent_id, tree.level, tree.path,
    (SELECT count(*) FROM public.book_collections AS placed WHERE placed.collection_id = tree.id) AS book_count
FROM tree
ORDER BY tree.level, tree.display_order, tree.name, tree.id
