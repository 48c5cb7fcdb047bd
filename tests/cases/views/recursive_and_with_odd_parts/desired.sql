CREATE TABLE public.t (id integer PRIMARY KEY, boss integer, a text);
CREATE RECURSIVE VIEW public.r (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 10;
CREATE VIEW public.w AS SELECT id, row_number() OVER (PARTITION BY boss ORDER BY id) AS rn, 'it''s' || E'\n' AS q FROM public.t;
CREATE VIEW public.l AS SELECT t.id, x.y FROM public.t CROSS JOIN LATERAL generate_series(1, t.id) AS x (y);
CREATE VIEW public.g AS SELECT boss, count(*) FILTER (WHERE a IS NULL) AS n FROM public.t GROUP BY ROLLUP (boss);
CREATE VIEW public.nothing AS SELECT FROM public.t;
