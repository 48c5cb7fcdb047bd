-- Makes the profile of whoever has just signed up. The sign-in service inserts into auth.users under a role of its own
-- that may not write here, which is why this runs with the rights of its owner.
CREATE FUNCTION public.handle_new_user() RETURNS trigger
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
    INSERT INTO public.profiles (id, email, full_name, tier, credits)
    VALUES (NEW.id, NEW.email, NEW.raw_user_meta_data ->> 'full_name', 'free', 100)
    ON CONFLICT (id) DO NOTHING;
    RETURN NEW;
END
$$
