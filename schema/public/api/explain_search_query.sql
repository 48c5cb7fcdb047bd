-- How long the first page of a library search takes, and how many disk pages it touches.
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
LANGUAGE plpgsql SET search_path = ''
AS $$
DECLARE
    plan json;
BEGIN
    EXECUTE format(
        'EXPLAIN (ANALYZE, BUFFERS, FORMAT json) SELECT * FROM public.search_user_books(%L, %L, %L, %L)',
        user_uuid, q, filters, sort_field
    ) INTO plan;
    RETURN QUERY SELECT
        plan::text,
        (plan #>> '{0,Execution Time}')::numeric,
        (plan #>> '{0,Plan,Actual Rows}')::numeric::bigint,  -- with decimals from PostgreSQL 18 on
        (plan #>> '{0,Plan,Shared Hit Blocks}')::bigint,
        (plan #>> '{0,Plan,Shared Read Blocks}')::bigint;
END
$$;
