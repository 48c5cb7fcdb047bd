-- Turns a JSON array of uuid strings into rows.
CREATE FUNCTION public.jsonb_uuid_elems(arr jsonb) RETURNS SETOF uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 10 SET search_path = ''
AS $$
    SELECT element::uuid FROM jsonb_array_elements_text(arr) AS element
$$;
