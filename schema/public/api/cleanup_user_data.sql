-- Erases a user: all rows of all tables, the account, and what was derived from them.
CREATE FUNCTION public.cleanup_user_data(user_uuid uuid)
RETURNS TABLE (table_name text, rows_deleted bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    condition text;
BEGIN
    -- Whoever adds something for this user from now on waits, and then finds no profile to refer to.
    PERFORM FROM public.profiles WHERE id = user_uuid FOR UPDATE;

    UPDATE public.feature_flags SET user_whitelist = array_remove(user_whitelist, user_uuid)
    WHERE user_uuid = ANY (user_whitelist);

    -- Tables with a user_id are found in the catalog, so that one made tomorrow is not forgotten, nor one that was put
    -- aside: rejected rows (quarantine), or the table a partitioned one has replaced (schemactl). Tables that others
    -- refer to come after those: their references would take the rows along, and nobody would have counted them.
    FOR table_name, condition IN
        WITH RECURSIVE owned (relation, condition) AS (
            VALUES
                ('auth.users'::regclass, 'id = $1'),
                ('public.profiles', 'id = $1'),
                ('chat.messages', 'conversation_id IN (SELECT id FROM chat.conversations WHERE user_id = $1)')
            UNION ALL
            SELECT candidate.oid, 'user_id = $1'
            FROM pg_catalog.pg_class AS candidate
            JOIN pg_catalog.pg_attribute AS owner ON owner.attrelid = candidate.oid
            WHERE candidate.relkind IN ('r', 'p')
                AND NOT candidate.relispartition
                AND candidate.relnamespace::regnamespace::text IN ('public', 'chat', 'quarantine', 'schemactl')
                AND owner.attname = 'user_id'
                AND owner.atttypid = 'uuid'::regtype
        ),
        height (relation, level) AS (
            SELECT owned.relation, 0 FROM owned
            UNION
            SELECT reference.confrelid, height.level + 1
            FROM height
            JOIN pg_catalog.pg_constraint AS reference ON reference.conrelid = height.relation
            WHERE reference.contype = 'f' AND reference.confrelid <> reference.conrelid AND height.level < 20
        )
        SELECT owned.relation::text, owned.condition
        FROM owned
        JOIN height ON height.relation = owned.relation
        GROUP BY owned.relation, owned.condition
        ORDER BY max(height.level), owned.relation::text
    LOOP
        EXECUTE format('DELETE FROM %s WHERE %s', table_name, condition) USING user_uuid;
        GET DIAGNOSTICS rows_deleted = ROW_COUNT;
        RETURN NEXT;
    END LOOP;

    -- The materialized views hold copies until then.
    PERFORM public.refresh_all_analytics_views();
END
$$;
