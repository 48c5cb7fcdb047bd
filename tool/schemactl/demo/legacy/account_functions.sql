-- Functions on accounts: flags, monthly quotas, credits spent, and the performance log.
-- clean_expired_cache, can_perform_vision_extraction and reset_monthly_vision_counters fail whenever they are called:
-- they read tables that no migration makes.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE FUNCTION public.is_feature_enabled(
    feature_name text,
    user_uuid uuid DEFAULT NULL,
    environment_param text DEFAULT 'production'
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
DECLARE
    flag public.feature_flags%ROWTYPE;
BEGIN
    SELECT * INTO flag FROM public.feature_flags AS f
    WHERE f.name = feature_name AND f.environment = environment_param;
    IF NOT FOUND OR NOT flag.enabled THEN
        RETURN false;
    END IF;
    IF user_uuid = ANY (flag.user_whitelist) OR flag.rollout_percentage >= 100 THEN
        RETURN true;
    END IF;
    -- The same user always falls on the same side of a flag.
    RETURN user_uuid IS NOT NULL AND abs(hashtext(feature_name || user_uuid::text)) % 100 < flag.rollout_percentage;
END
$$;
COMMENT ON FUNCTION public.is_feature_enabled(text, uuid, text) IS 'Whether a flag is on for a user.';


CREATE FUNCTION public.reset_monthly_ocr_counters() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    UPDATE public.profiles SET ocr_count_monthly = 0, ocr_last_reset = now()
    WHERE ocr_last_reset < now() - interval '1 month';
END
$$;
COMMENT ON FUNCTION public.reset_monthly_ocr_counters() IS 'Starts a new month of text recognition for whoever is due.';


CREATE FUNCTION public.can_perform_vision_extraction(user_uuid uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    used bigint;
    allowed bigint;
BEGIN
    SELECT count(*) INTO used FROM public.vision_usage
    WHERE user_id = user_uuid AND created_at >= date_trunc('month', now());
    SELECT (metadata ->> 'vision_limit')::bigint INTO allowed FROM public.profiles WHERE id = user_uuid;
    RETURN used < coalesce(allowed, 10);
END
$$;


CREATE FUNCTION public.reset_monthly_vision_counters() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    DELETE FROM public.vision_usage WHERE created_at < date_trunc('month', now());
    DELETE FROM public.document_usage WHERE created_at < date_trunc('month', now());
END
$$;


CREATE FUNCTION public.clean_expired_cache() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    DELETE FROM public.cache_entries WHERE expires_at < now();
END
$$;


CREATE FUNCTION public.get_user_usage_stats(user_uuid uuid)
RETURNS TABLE (
    total_actions bigint,
    total_credits_used bigint,
    actions_this_month bigint,
    credits_used_this_month bigint,
    most_used_action text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(credits_used), 0),
        count(*) FILTER (WHERE created_at >= date_trunc('month', now())),
        coalesce(sum(credits_used) FILTER (WHERE created_at >= date_trunc('month', now())), 0),
        mode() WITHIN GROUP (ORDER BY action_type)
    FROM public.usage_records
    WHERE user_id = user_uuid
$$;


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
    INSERT INTO public.query_performance_log (user_id, query_type, execution_time_ms, rows_returned, cache_hit, filters)
    VALUES (
        user_uuid, query_type_param, execution_time_ms_param, rows_returned_param, cache_hit_param, filters_param
    );
END
$$;
COMMENT ON FUNCTION public.log_query_performance(uuid, text, numeric, bigint, boolean, jsonb) IS
    'Notes how long one query took.';


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
    IF execution_time_ms_param > 500 THEN
        INSERT INTO public.performance_alerts
            (alert_type, user_id, query_type, execution_time_ms, threshold_value, message)
        VALUES ('slow_query', user_uuid, query_type_param, execution_time_ms_param, 500, 'Query took over 500 ms');
    END IF;

    IF payload_size_bytes_param > 200 * 1024 THEN
        INSERT INTO public.performance_alerts
            (alert_type, user_id, query_type, payload_size_bytes, threshold_value, message)
        VALUES ('large_payload', user_uuid, query_type_param, payload_size_bytes_param, 200 * 1024,
            'Payload over 200 KiB');
    END IF;

    SELECT count(*) INTO slow_queries FROM public.query_performance_log AS entry
    WHERE entry.user_id = user_uuid
        AND entry.execution_time_ms > 1000
        AND entry.created_at > now() - interval '5 minutes';
    IF slow_queries > 5 THEN
        INSERT INTO public.performance_alerts (alert_type, user_id, query_type, error_count, threshold_value, message)
        VALUES ('high_error_rate', user_uuid, query_type_param, slow_queries, 5,
            'More than five queries above one second in five minutes');
    END IF;
END
$$;


-- Works for a cache hit only: the second function is called without its schema, under an empty search_path.
CREATE FUNCTION public.log_query_performance_with_alerts(
    user_uuid uuid,
    query_type_param text,
    execution_time_ms_param numeric,
    rows_returned_param bigint DEFAULT NULL,
    cache_hit_param boolean DEFAULT false,
    filters_param jsonb DEFAULT NULL,
    payload_size_bytes_param bigint DEFAULT NULL
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    INSERT INTO public.query_performance_log (user_id, query_type, execution_time_ms, rows_returned, cache_hit, filters)
    VALUES (
        user_uuid, query_type_param, execution_time_ms_param, rows_returned_param, cache_hit_param, filters_param
    );
    IF NOT cache_hit_param THEN
        PERFORM check_performance_alerts(
            user_uuid, query_type_param, execution_time_ms_param, payload_size_bytes_param
        );
    END IF;
END
$$;


-- Divides by the number of logged queries, also when there is none.
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
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$
    SELECT
        count(*),
        round(avg(execution_time_ms), 2),
        round((percentile_cont(0.95) WITHIN GROUP (ORDER BY execution_time_ms))::numeric, 2),
        round(100.0 * count(*) FILTER (WHERE cache_hit) / count(*), 2),
        count(*) FILTER (WHERE execution_time_ms > 500),
        (SELECT count(*) FROM public.performance_alerts AS alert
            WHERE alert.user_id = user_uuid AND alert.alert_type = 'large_payload'),
        (SELECT count(*) FROM public.performance_alerts AS alert
            WHERE alert.user_id = user_uuid AND NOT alert.resolved)
    FROM public.query_performance_log
    WHERE user_id = user_uuid AND created_at >= now() - days_back * interval '1 day'
$$;
