-- Whether a flag is on: for everybody, for a user on its list, or for the share of users it is rolled out to.
CREATE FUNCTION public.is_feature_enabled(
    feature_name text,
    user_uuid uuid DEFAULT NULL,
    environment_param text DEFAULT 'production'
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT coalesce(bool_or(
        flag.enabled AND (
            flag.rollout_percentage >= 100
            OR user_uuid = ANY (flag.user_whitelist)
            -- The same user always falls on the same side. As bigint, because abs() of the smallest integer overflows.
            OR abs(hashtext(feature_name || user_uuid::text)::bigint) % 100 < flag.rollout_percentage
        )
    ), false)
    FROM public.feature_flags AS flag
    WHERE flag.name = feature_name AND flag.environment = environment_param
$$;
