-- Raises alerts for a slow query, a large payload, or many very slow queries.
CREATE FUNCTION public.check_performance_alerts(
    user_uuid uuid,
    query_type_param text,
    execution_time_ms_param numeric,
    payload_size_bytes_param bigint DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    slow_queries bigint;
BEGIN
    IF NOT public.acts_for(user_uuid) THEN
        RAISE insufficient_privilege USING MESSAGE = 'alerts can be raised for oneself only';
    END IF;

    IF execution_time_ms_param > 500 THEN
        INSERT INTO public.performance_alerts
            (alert_type, user_id, query_type, execution_time_ms, threshold_value, message)
        VALUES ('slow_query', user_uuid, query_type_param, execution_time_ms_param, 500, 'Query took over 500 ms');
    END IF;

    IF payload_size_bytes_param > 200 * 1024 THEN
        INSERT INTO public.performance_alerts
            (alert_type, user_id, query_type, payload_size_bytes, threshold_value, message)
        VALUES (
            'large_payload', user_uuid, query_type_param, payload_size_bytes_param, 200 * 1024,
            'Payload over 200 KiB'
        );
    END IF;

    SELECT count(*) INTO slow_queries
    FROM public.query_performance_log AS entry
    WHERE entry.user_id = user_uuid
        AND entry.execution_time_ms > 1000
        AND entry.created_at > now() - interval '5 minutes';
    IF slow_queries > 5 THEN
        INSERT INTO public.performance_alerts (alert_type, user_id, query_type, error_count, threshold_value, message)
        VALUES (
            'high_error_rate', user_uuid, query_type_param, slow_queries, 5,
            'More than five queries above one second in five minutes'
        );
    END IF;
END
$$;
