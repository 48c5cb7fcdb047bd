-- Notes how long one query took, and raises alerts unless the answer came from a cache.
CREATE FUNCTION public.log_query_performance_with_alerts(
    user_uuid uuid,
    query_type_param text,
    execution_time_ms_param numeric,
    rows_returned_param bigint DEFAULT NULL,
    cache_hit_param boolean DEFAULT false,
    filters_param jsonb DEFAULT NULL,
    payload_size_bytes_param bigint DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    -- Both check on whose behalf they are called.
    PERFORM public.log_query_performance(
        user_uuid, query_type_param, execution_time_ms_param, rows_returned_param, cache_hit_param, filters_param
    );
    IF cache_hit_param IS NOT TRUE THEN
        PERFORM public.check_performance_alerts(
            user_uuid, query_type_param, execution_time_ms_param, payload_size_bytes_param
        );
    END IF;
END
$$;
