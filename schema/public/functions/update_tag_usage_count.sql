-- Keeps book_tags.usage_count, with the rights of whoever assigns the tag.
CREATE FUNCTION public.update_tag_usage_count() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE public.book_tags
        SET usage_count = greatest(coalesce(usage_count, 0) - 1, 0)
        WHERE id = OLD.tag_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE public.book_tags
        SET usage_count = coalesce(usage_count, 0) + 1
        WHERE id = NEW.tag_id;
    END IF;
    RETURN NULL;
END
$$
