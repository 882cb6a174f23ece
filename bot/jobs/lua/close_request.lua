-- Closes a request that has its reply or gets none, and deletes its turn; returns its OpenRequest if it was open.
-- KEYS: request, open requests, turns, its painting to delete, if any. ARGV: request id, prefix of keys of people.
local known = redis.call('HMGET', KEYS[1], 'open', 'person')
redis.call('HDEL', KEYS[1], 'open', 'person')
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
if KEYS[4] then redis.call('DEL', KEYS[4]) end
if known[2] then redis.call('HDEL', ARGV[2] .. known[2], 'request:' .. ARGV[1]) end
return known[1]
