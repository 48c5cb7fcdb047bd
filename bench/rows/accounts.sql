-- Readers. The weight of a reader falls with the number: the first of 5,000 has
-- 3,400 of a million books, the one in the middle 170, the last 130.
-- Nothing here is random: dice(n, k) is the k-th throw for row n, the same on every run.

CREATE FUNCTION pg_temp.dice(n bigint, k bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (hashint8extended(n, k) & 2147483647) / 2147483648.0::double precision
$$;

CREATE FUNCTION pg_temp.pick(n bigint, k bigint, choices text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT choices[1 + floor(pg_temp.dice(n, k) * cardinality(choices))::integer]
$$;

CREATE FUNCTION pg_temp.key(kind text, n bigint) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT md5(kind || n)::uuid $$;

-- A moment of the last so many days, the nearer the likelier; in whole seconds, and never later than an hour ago.
CREATE FUNCTION pg_temp.moment(n bigint, k bigint, days integer) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT date_trunc('hour', now()) - make_interval(secs => 3600 + floor(days * 86400 * pg_temp.dice(n, k) ^ 1.5))
$$;

CREATE TEMP TABLE words AS
SELECT
    n,
    pg_temp.pick(n, 1, '{ba,cor,del,fi,gra,hum,jo,kal,lem,mar,nor,pel,qua,ros,sil,tor,ul,ver,wil,zen}')
    || pg_temp.pick(n, 2, '{a,e,i,o,u,an,er,in,or,um}')
    || pg_temp.pick(n, 3, '{b,c,d,f,g,k,l,m,n,p,r,s,t,v,x}')
    || pg_temp.pick(n, 4, '{a,ic,ism,ology,ance,ture,ment,ness,ity,graph}') AS word
FROM generate_series(1, 4000) AS n;
CREATE UNIQUE INDEX ON words (n);
ANALYZE words;

-- The first word is in every sixtieth place, half of them are in one of 6,000.
CREATE FUNCTION pg_temp.word_of(n bigint, k bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT 1 + floor(4000 * pg_temp.dice(n, k) ^ 2)::integer $$;

CREATE TEMP TABLE phrases AS
SELECT phrase.n, string_agg(words.word, ' ') AS text
FROM generate_series(0, 19999) AS phrase (n)
CROSS JOIN generate_series(1, 8) AS place
JOIN words ON words.n = pg_temp.word_of(phrase.n, 100 + place)
GROUP BY phrase.n;
CREATE UNIQUE INDEX ON phrases (n);
ANALYZE phrases;

ALTER TABLE auth.users DISABLE TRIGGER on_auth_user_created;

INSERT INTO auth.users (id, email, created_at)
SELECT pg_temp.key('reader', n), 'number' || n || '@example.org', now() - interval '800 days'
FROM generate_series(1, pg_temp.size_of('readers')) AS n;

ALTER TABLE auth.users ENABLE TRIGGER on_auth_user_created;

INSERT INTO public.profiles (id, email, full_name, tier, created_at)
SELECT pg_temp.key('reader', n), 'number' || n || '@example.org', 'Reader ' || n,
    pg_temp.pick(n, 5, '{free,free,free,pro,premium}'), now() - interval '800 days'
FROM generate_series(1, pg_temp.size_of('readers')) AS n;
