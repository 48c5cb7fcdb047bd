-- 8 nearest memories [other]
SELECT id, entity_type, entity_text, 1 - (embedding OPERATOR(public.<=>) %(embedding)s::public.vector) AS similarity
FROM chat.conversation_memories
WHERE user_id = %(reader)s AND embedding IS NOT NULL
ORDER BY embedding OPERATOR(public.<=>) %(embedding)s::public.vector
LIMIT 10
