-- Puts a part, and says what its handler is to do: "first" goes on with the album, "part" leaves that to the first,
-- "late" is for one that came after the album was closed, "done" for one that needs nothing more.
-- KEYS: state, parts. ARGV: message id, part as JSON, TTL.
local state = KEYS[1]
if redis.call('HEXISTS', state, 'refused') == 1 then return 'done' end
local known, closed = redis.call('HEXISTS', state, ARGV[1]), redis.call('HGET', state, 'closed')
if known == 0 and closed then return 'late' end
if closed == 'queued' then return 'done' end
redis.call('HSETNX', state, 'first', ARGV[1])
redis.call('HSET', state, ARGV[1], 1)
redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2])
redis.call('EXPIRE', state, ARGV[3])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return redis.call('HGET', state, 'first') == ARGV[1] and 'first' or 'part'
