-- 7 folder tree with counts [analytics]
SELECT id, name, parent_id, level, path, book_count
FROM public.get_collection_hierarchy_cached(%(reader)s)
