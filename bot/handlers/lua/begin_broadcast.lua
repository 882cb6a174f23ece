-- One step, and one that changes nothing when it is made again: nobody is to be told twice.
-- KEYS: broadcast, chats left, request of this message. ARGV: TTL of the request, text, from, language, chats…
if redis.call('HEXISTS', KEYS[3], 'begun') == 1 then return 1 end
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
redis.call('HSET', KEYS[3], 'begun', '1')
redis.call('EXPIRE', KEYS[3], ARGV[1])
redis.call('DEL', KEYS[2])
for i = 5, #ARGV do redis.call('RPUSH', KEYS[2], ARGV[i]) end
redis.call('HSET', KEYS[1], 'text', ARGV[2], 'from', ARGV[3], 'language', ARGV[4], 'reached', 0)
return 1
