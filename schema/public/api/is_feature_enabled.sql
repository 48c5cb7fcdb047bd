-- Whether a flag is on: for all, for a listed user, or for a share of the users.
CREATE FUNCTION public.is_feature_enabled(
    feature_name text,
    user_uuid uuid DEFAULT NULL,
    environment_param text DEFAULT 'production'
) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = ''
AS $$
    -- With the rights of the owner, because the list of users is hidden from those it lists.
    SELECT coalesce(bool_or(
        flag.enabled AND (
            flag.rollout_percentage >= 100
            OR user_uuid = ANY (flag.user_whitelist)
            -- The same user always falls on the same side. As bigint, because abs() of the smallest integer overflows.
            OR abs(hashtext(feature_name || user_uuid::text)::bigint) % 100 < flag.rollout_percentage
        )
    ), false)
    FROM public.feature_flags AS flag
    WHERE flag.name = feature_name
        AND flag.environment = environment_param
        AND (user_uuid IS NULL OR public.acts_for(user_uuid))
$$;
