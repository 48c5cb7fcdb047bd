-- Whether the caller is a user, or bypasses row security; SECURITY DEFINER functions ask it.
CREATE FUNCTION public.acts_for(user_uuid uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SET search_path = ''
AS $$
    -- Inside SECURITY DEFINER, current_user is the owner; the setting "role" still names who called.
    SELECT coalesce(user_uuid = auth.uid(), false) OR EXISTS (
        SELECT FROM pg_catalog.pg_roles AS caller
        WHERE caller.rolname = coalesce(nullif(current_setting('role'), 'none'), session_user)
            AND (caller.rolbypassrls OR caller.rolsuper)
    )
$$;
