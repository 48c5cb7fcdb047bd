SET search_path = public;
CREATE TABLE d (a timestamptz DEFAULT now(), b date DEFAULT CURRENT_DATE, c text DEFAULT 'x', e int DEFAULT 1+1, f text[] DEFAULT '{}', g interval DEFAULT '1 day', h jsonb DEFAULT '{"a": 1}', i bool DEFAULT true, j numeric DEFAULT 0.0, k text DEFAULT NULL, l inet DEFAULT '127.0.0.1', m int[] DEFAULT ARRAY[1,2], n name DEFAULT CURRENT_USER);
