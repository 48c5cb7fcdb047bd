-- Notes how long one query took.
CREATE FUNCTION public.log_query_performance(
    user_uuid uuid,
    query_type_param text,
    execution_time_ms_param numeric,
    rows_returned_param bigint DEFAULT NULL,
    cache_hit_param boolean DEFAULT false,
    filters_param jsonb DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    IF NOT public.acts_for(user_uuid) THEN
        RAISE insufficient_privilege USING MESSAGE = 'queries can be logged for oneself only';
    END IF;
    INSERT INTO public.query_performance_log (user_id, query_type, execution_time_ms, rows_returned, cache_hit, filters)
    VALUES (
        user_uuid, query_type_param, execution_time_ms_param, rows_returned_param, cache_hit_param, filters_param
    );
END
$$;
