CREATE FUNCTION public.w() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
