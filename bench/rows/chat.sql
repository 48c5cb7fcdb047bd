-- Conversations, their messages, and memories with embeddings of 768 dimensions.

INSERT INTO public.conversations (id, user_id, title, created_at, updated_at)
SELECT pg_temp.key('conversation', n), reader.id, 'Conversation ' || n, made.at, made.at
FROM generate_series(1, pg_temp.size_of('conversations')) AS n
JOIN readers AS reader ON reader.reader = 1 + floor(pg_temp.size_of('readers') * pg_temp.dice(n, 60) ^ 1.5)::integer
CROSS JOIN LATERAL (SELECT pg_temp.moment(n, 61, 500)) AS made (at)
ORDER BY made.at;

INSERT INTO public.messages (id, conversation_id, role, content, tokens_used, model, created_at)
SELECT
    pg_temp.key('message', message.n), pg_temp.key('conversation', said.conversation),
    pg_temp.pick(message.n, 63, '{user,assistant}'), first.text || '. ' || second.text || '.', 100, 'a-model', made.at
FROM generate_series(1, pg_temp.size_of('messages')) AS message (n)
JOIN phrases AS first ON first.n = message.n % 20000
JOIN phrases AS second ON second.n = message.n / 20000 * 7 % 20000
CROSS JOIN LATERAL (SELECT
    1 + floor(pg_temp.size_of('conversations') * pg_temp.dice(message.n, 62))::bigint
) AS said (conversation)
CROSS JOIN LATERAL (SELECT pg_temp.moment(message.n, 64, 500)) AS made (at)
ORDER BY made.at;

-- An embedding is one of 64 topics and two of 2,000 directions added to it: two on one topic have a cosine near 0.7.
CREATE TEMP TABLE directions AS
SELECT n, (
    SELECT array_agg(pg_temp.dice(n * 1000 + dimension, 70) - 0.5 ORDER BY dimension)
    FROM generate_series(1, 768) AS dimension
)::real[]::public.vector(768) AS value
FROM generate_series(1, 2064) AS n;
CREATE UNIQUE INDEX ON directions (n);
ANALYZE directions;

INSERT INTO public.conversation_memories (
    id, user_id, conversation_id, entity_type, entity_text, embedding, created_at
)
SELECT
    pg_temp.key('memory', memory.n), conversation.user_id, conversation.id,
    pg_temp.pick(memory.n, 73, '{concept,question,preference}'), 'memory ' || memory.n,
    topic.value
    OPERATOR(public.+) first.value OPERATOR(public.*) scaled.by
    OPERATOR(public.+) second.value OPERATOR(public.*) scaled.by,
    made.at
FROM generate_series(1, pg_temp.size_of('conversation_memories')) AS memory (n)
CROSS JOIN LATERAL (SELECT
    1 + floor(pg_temp.size_of('conversations') * pg_temp.dice(memory.n, 71))::bigint
) AS drawn_from (conversation)
JOIN public.conversations AS conversation ON conversation.id = pg_temp.key('conversation', drawn_from.conversation)
JOIN directions AS topic ON topic.n = 1 + memory.n % 64
JOIN directions AS first ON first.n = 65 + floor(2000 * pg_temp.dice(memory.n, 74))::integer
JOIN directions AS second ON second.n = 65 + floor(2000 * pg_temp.dice(memory.n, 75))::integer
CROSS JOIN (SELECT array_fill(0.45::real, ARRAY[768])::public.vector(768)) AS scaled (by)
CROSS JOIN LATERAL (SELECT pg_temp.moment(memory.n, 72, 500)) AS made (at)
ORDER BY made.at;
