-- Functions on the library: search, statistics, and the folder tree.
-- Some fail whenever they are called: names that mean both a column and a parameter (get_library_stats,
-- update_reading_progress), a view named without its schema (refresh_collection_hierarchy_cache), a format string with
-- more places than values (explain_search_query), two overloads that match the same call (get_collection_hierarchy).
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE FUNCTION public.jsonb_uuid_elems(arr jsonb) RETURNS SETOF uuid
LANGUAGE sql IMMUTABLE SET search_path = ''
AS $$
    SELECT element::uuid FROM jsonb_array_elements_text(arr) AS element
$$;


-- The indexed text is title || ' ' || file_name; the text searched here is another expression, so the index is no use.
CREATE FUNCTION public.search_user_books(
    user_uuid uuid,
    q text DEFAULT NULL,
    filters jsonb DEFAULT '{}',
    sort_field text DEFAULT 'last_read_at',
    sort_order text DEFAULT 'desc',
    after jsonb DEFAULT NULL,
    page_limit integer DEFAULT 50
)
RETURNS TABLE (
    id uuid,
    title text,
    file_name text,
    file_type text,
    file_size_bytes bigint,
    total_pages integer,
    reading_progress numeric,
    last_read_page integer,
    last_read_at timestamptz,
    is_favorite boolean,
    notes_count integer,
    pomodoro_sessions_count integer,
    created_at timestamptz,
    updated_at timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    WITH matching AS (
        SELECT
            book.*,
            CASE sort_field
                WHEN 'title' THEN lower(book.title)
                WHEN 'created_at' THEN book.created_at::text
                WHEN 'reading_progress' THEN to_char(book.reading_progress, 'FM000.00')
                ELSE coalesce(book.last_read_at::text, '')
            END AS sort_key
        FROM public.user_books AS book
        WHERE book.user_id = user_uuid
            AND (q IS NULL OR to_tsvector('english', coalesce(book.title, '') || ' ' || coalesce(book.file_name, ''))
                @@ plainto_tsquery('english', q))
            AND (filters ->> 'file_type' IS NULL OR book.file_type = filters ->> 'file_type')
            AND (filters ->> 'is_favorite' IS NULL OR book.is_favorite = (filters ->> 'is_favorite')::boolean)
            AND (filters ->> 'min_progress' IS NULL
                OR book.reading_progress >= (filters ->> 'min_progress')::numeric)
            AND (filters -> 'collections' IS NULL OR book.id IN (
                SELECT member.book_id FROM public.book_collections AS member
                WHERE member.collection_id IN (SELECT public.jsonb_uuid_elems(filters -> 'collections'))))
            AND (filters -> 'tags' IS NULL OR book.id IN (
                SELECT tagged.book_id FROM public.book_tag_assignments AS tagged
                WHERE tagged.tag_id IN (SELECT public.jsonb_uuid_elems(filters -> 'tags'))))
    )
    SELECT
        m.id, m.title, m.file_name, m.file_type, m.file_size_bytes, m.total_pages, m.reading_progress,
        m.last_read_page, m.last_read_at, m.is_favorite, m.notes_count, m.pomodoro_sessions_count,
        m.created_at, m.updated_at
    FROM matching AS m
    WHERE after IS NULL
        OR (sort_order = 'asc' AND (m.sort_key, m.id) > (after ->> 'key', (after ->> 'id')::uuid))
        OR (sort_order <> 'asc' AND (m.sort_key, m.id) < (after ->> 'key', (after ->> 'id')::uuid))
    ORDER BY
        CASE WHEN sort_order = 'asc' THEN m.sort_key END,
        CASE WHEN sort_order = 'asc' THEN m.id END,
        CASE WHEN sort_order <> 'asc' THEN m.sort_key END DESC,
        CASE WHEN sort_order <> 'asc' THEN m.id END DESC
    LIMIT page_limit
$$;
COMMENT ON FUNCTION public.search_user_books(uuid, text, jsonb, text, text, jsonb, integer) IS
    'One page of a library: full text, filters, and keyset pagination.';
REVOKE ALL ON FUNCTION public.search_user_books(uuid, text, jsonb, text, text, jsonb, integer) FROM PUBLIC;


CREATE FUNCTION public.explain_search_query(
    user_uuid uuid,
    q text DEFAULT NULL,
    filters jsonb DEFAULT '{}',
    sort_field text DEFAULT 'last_read_at'
)
RETURNS TABLE (
    query_plan text,
    execution_time_ms numeric,
    rows_returned bigint,
    buffer_hits bigint,
    buffer_reads bigint
)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format(
        'EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT * FROM public.search_user_books(%L, %L, %L, %L)',
        user_uuid, q, filters
    ) INTO plan;
    RETURN QUERY SELECT
        plan::text,
        (plan #>> '{0,Execution Time}')::numeric,
        (plan #>> '{0,Plan,Actual Rows}')::bigint,
        (plan #>> '{0,Plan,Shared Hit Blocks}')::bigint,
        (plan #>> '{0,Plan,Shared Read Blocks}')::bigint;
END
$$;


CREATE FUNCTION public.get_book_storage_stats(user_uuid uuid)
RETURNS TABLE (
    total_books bigint,
    total_size_bytes bigint,
    total_size_mb numeric,
    pdf_count bigint,
    text_count bigint,
    average_size_mb numeric
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(file_size_bytes), 0)::bigint,
        round(coalesce(sum(file_size_bytes), 0) / 1048576, 2),
        count(*) FILTER (WHERE file_type = 'pdf'),
        count(*) FILTER (WHERE file_type = 'text'),
        round(coalesce(avg(file_size_bytes), 0) / 1048576, 2)
    FROM public.user_books
    WHERE user_id = user_uuid
$$;


CREATE FUNCTION public.get_user_reading_stats(user_uuid uuid)
RETURNS TABLE (
    total_books bigint,
    total_pages_read bigint,
    average_progress numeric,
    favorite_books bigint,
    books_with_notes bigint
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(last_read_page), 0),
        round(coalesce(avg(reading_progress), 0), 2),
        count(*) FILTER (WHERE is_favorite),
        count(*) FILTER (WHERE notes_count > 0)
    FROM public.user_books
    WHERE user_id = user_uuid
$$;


CREATE FUNCTION public.get_library_stats(user_uuid uuid)
RETURNS TABLE (total_books bigint, total_pages bigint, total_reading_time bigint, average_progress numeric)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    SELECT count(*), sum(total_pages), sum(reading_time), avg(progress)
    FROM user_books
    WHERE user_id = user_uuid;
END
$$;


CREATE FUNCTION public.update_reading_progress(book_uuid uuid, page_num integer, total_pages integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    UPDATE public.user_books
    SET last_read_page = page_num,
        reading_progress = round(100.0 * page_num / total_pages, 2),
        last_read_at = now()
    WHERE id = book_uuid;
END
$$;


CREATE FUNCTION public.get_collection_hierarchy(user_uuid uuid)
RETURNS TABLE (id uuid, name text, parent_id uuid, level integer, path text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE tree AS (
        SELECT c.id, c.name, c.parent_id, 0 AS level, c.name AS path
        FROM collections AS c
        WHERE c.user_id = user_uuid AND c.parent_id IS NULL
        UNION ALL
        SELECT c.id, c.name, c.parent_id, tree.level + 1, tree.path || '/' || c.name
        FROM collections AS c
        JOIN tree ON c.parent_id = tree.id
    )
    SELECT * FROM tree;
END
$$;


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
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE tree AS (
        SELECT c.id AS folder_id, 0 AS depth, c.name AS trail
        FROM user_collections AS c
        WHERE c.user_id = user_uuid
            AND CASE WHEN root_id IS NULL THEN c.parent_id IS NULL ELSE c.id = root_id END
        UNION ALL
        SELECT c.id, tree.depth + 1, tree.trail || ' > ' || c.name
        FROM user_collections AS c
        JOIN tree ON c.parent_id = tree.folder_id
        WHERE c.user_id = user_uuid
    )
    SELECT
        folder.id, folder.name, folder.description, folder.parent_id, folder.color, folder.icon, folder.is_favorite,
        folder.display_order, tree.depth, tree.trail,
        (SELECT count(*) FROM book_collections AS member WHERE member.collection_id = folder.id),
        folder.created_at
    FROM tree
    JOIN user_collections AS folder ON folder.id = tree.folder_id
    ORDER BY tree.depth, folder.display_order, folder.name;
END
$$;
COMMENT ON FUNCTION public.get_collection_hierarchy(uuid, uuid) IS 'The folder tree of a user, or one branch of it.';


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
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        cached.id, cached.name, cached.description, cached.parent_id, cached.color, cached.icon, cached.is_favorite,
        cached.display_order, cached.level, cached.path, cached.book_count, cached.created_at
    FROM public.collection_hierarchy_cache AS cached
    WHERE cached.user_id = user_uuid AND (root_id IS NULL OR root_id IN (cached.id, cached.parent_id))
    ORDER BY cached.level, cached.display_order, cached.name
$$;


CREATE FUNCTION public.refresh_collection_hierarchy_cache() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    REFRESH MATERIALIZED VIEW collection_hierarchy_cache;
END
$$;
