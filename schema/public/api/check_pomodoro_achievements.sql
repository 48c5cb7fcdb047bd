-- Gives a user the badges earned by now and returns the new ones.
CREATE FUNCTION public.check_pomodoro_achievements(p_user_id uuid, p_session_data jsonb)
RETURNS TABLE (achievement_type varchar, unlocked boolean)
LANGUAGE sql SET search_path = ''
AS $$
    INSERT INTO public.pomodoro_achievements AS badge (user_id, achievement_type, metadata)
    SELECT p_user_id, earned.achievement_type, p_session_data
    FROM (
        SELECT 'first_steps'
        WHERE EXISTS (
            SELECT FROM public.pomodoro_sessions AS session
            WHERE session.user_id = p_user_id AND session.completed
        )
        UNION ALL
        SELECT 'consistent_reader'
        WHERE EXISTS (
            SELECT FROM public.pomodoro_streaks AS streak
            WHERE streak.user_id = p_user_id AND streak.current_streak >= 7
        )
    ) AS earned (achievement_type)
    ON CONFLICT (user_id, achievement_type) DO NOTHING
    RETURNING badge.achievement_type, true
$$;
