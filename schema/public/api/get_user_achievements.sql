-- The badges of a user, newest first.
CREATE FUNCTION public.get_user_achievements(p_user_id uuid)
RETURNS TABLE (achievement_type varchar, unlocked_at timestamptz, metadata jsonb)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = ''
AS $$
    SELECT badge.achievement_type, badge.unlocked_at, badge.metadata
    FROM public.pomodoro_achievements AS badge
    WHERE badge.user_id = p_user_id
    ORDER BY badge.unlocked_at DESC, badge.achievement_type
$$;
