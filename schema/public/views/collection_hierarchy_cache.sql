-- A folder below somebody else's folder starts a tree of its own, so that no path shows another reader's names; so does
-- one in a loop, so that none is missing.
WITH RECURSIVE tree AS (
    SELECT root.id, root.user_id, 0 AS level, root.name AS path
    FROM public.user_collections AS root
    WHERE root.parent_id IS NULL
    UNION ALL
    SELECT child.id, child.user_id, tree.level + 1, tree.path || ' > ' || child.name
    FROM tree
    JOIN public.user_collections AS child ON child.parent_id = tree.id AND child.user_id = tree.user_id
),
books AS (
    SELECT collection_id, count(*) AS book_count FROM public.book_collections GROUP BY collection_id
)
SELECT
    collection.user_id,
    collection.id,
    collection.name,
    collection.description,
    collection.parent_id,
    collection.color,
    collection.icon,
    collection.is_favorite,
    collection.display_order,
    collection.created_at,
    collection.updated_at,
    coalesce(books.book_count, 0) AS book_count,
    coalesce(tree.level, 0) AS level,
    coalesce(tree.path, collection.name) AS path
FROM public.user_collections AS collection
LEFT JOIN tree ON tree.id = collection.id
LEFT JOIN books ON books.collection_id = collection.id
