-- What a user has done and spent, in total and this month.
CREATE FUNCTION public.get_user_usage_stats(user_uuid uuid)
RETURNS TABLE (
    total_actions bigint,
    total_credits_used bigint,
    actions_this_month bigint,
    credits_used_this_month bigint,
    most_used_action text
)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT
        count(*),
        coalesce(sum(usage.credits_used), 0),
        count(*) FILTER (WHERE usage.created_at >= date_trunc('month', now())),
        coalesce(sum(usage.credits_used) FILTER (WHERE usage.created_at >= date_trunc('month', now())), 0),
        mode() WITHIN GROUP (ORDER BY usage.action_type)
    FROM public.usage_records AS usage
    WHERE usage.user_id = user_uuid
$$;
