-- How fast a user's queries were lately, and which alerts came of it.
CREATE FUNCTION public.get_user_performance_summary(user_uuid uuid, days_back integer DEFAULT 7)
RETURNS TABLE (
    total_queries bigint,
    avg_execution_time_ms numeric,
    p95_execution_time_ms numeric,
    cache_hit_rate numeric,
    slow_query_count bigint,
    large_payload_count bigint,
    active_alerts bigint
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        round(avg(entry.execution_time_ms), 2),
        round((percentile_cont(0.95) WITHIN GROUP (ORDER BY entry.execution_time_ms))::numeric, 2),
        round(100.0 * count(*) FILTER (WHERE entry.cache_hit) / nullif(count(*), 0), 2),
        count(*) FILTER (WHERE entry.execution_time_ms > 500),
        (
            SELECT count(*) FROM public.performance_alerts AS alert
            WHERE alert.user_id = user_uuid AND alert.alert_type = 'large_payload'
        ),
        (
            SELECT count(*) FROM public.performance_alerts AS alert
            WHERE alert.user_id = user_uuid AND alert.resolved IS NOT TRUE
        )
    FROM public.query_performance_log AS entry
    WHERE entry.user_id = user_uuid AND entry.created_at >= now() - make_interval(days => days_back)
$$;
