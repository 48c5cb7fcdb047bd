-- What the triggers call. PL/pgSQL bodies are not checked against the tables, so these come before them.
-- Part of a real reading app's backend, as its 25 numbered migrations left it.

CREATE FUNCTION public.update_updated_at_column() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.update_updated_at_column() IS 'Stamps updated_at before an update.';


CREATE FUNCTION public.handle_new_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
AS $$
BEGIN
    INSERT INTO public.profiles (id, email, full_name, tier, credits)
    VALUES (NEW.id, NEW.email, NEW.raw_user_meta_data ->> 'full_name', 'free', 100);
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION public.handle_new_user() IS 'Makes the profile of somebody who has just signed up.';


-- Written for INSERT and DELETE but attached BEFORE UPDATE, where NULL means "forget this update":
-- ending a session changes no row and reports no error.
CREATE FUNCTION public.update_book_pomodoro_totals() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE public.user_books SET pomodoro_sessions_count = pomodoro_sessions_count + 1 WHERE id = NEW.book_id;
        RETURN NEW;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE public.user_books SET pomodoro_sessions_count = pomodoro_sessions_count - 1 WHERE id = OLD.book_id;
        RETURN OLD;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION public.update_book_pomodoro_totals() IS 'Keeps the session count of a book.';


-- Two orphans: no trigger calls them any more, and the first one's table never existed.
CREATE FUNCTION public.update_tag_usage_count() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE public.tag_usage_counts SET used = used + 1 WHERE tag_id = NEW.tag_id;
    ELSE
        UPDATE public.tag_usage_counts SET used = used - 1 WHERE tag_id = OLD.tag_id;
    END IF;
    RETURN NULL;
END
$$;


CREATE FUNCTION public.trigger_refresh_hierarchy_cache() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS $$
BEGIN
    PERFORM public.refresh_collection_hierarchy_cache();
    RETURN NULL;
END
$$;
