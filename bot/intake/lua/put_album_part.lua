-- Stores a part of an album. Returns what its handler has to do: 'first' takes in the whole album, 'part' leaves that
-- to the handler of the first part, 'late' takes in the photo alone because the album is closed, 'done' does nothing.
-- KEYS: album. ARGV: message id, part as JSON, TTL.
local album = KEYS[1]
if redis.call('HEXISTS', album, 'refused') == 1 then return 'done' end
local known, closed = redis.call('HEXISTS', album, 'seen:' .. ARGV[1]), redis.call('HGET', album, 'closed')
if known == 0 and closed then return 'late' end
if closed == 'queued' then return 'done' end
redis.call('HSETNX', album, 'first', ARGV[1])
redis.call('HSET', album, 'seen:' .. ARGV[1], 1)
redis.call('HSETNX', album, 'part:' .. ARGV[1], ARGV[2])
if redis.call('TTL', album) < tonumber(ARGV[3]) then redis.call('EXPIRE', album, ARGV[3]) end
return redis.call('HGET', album, 'first') == ARGV[1] and 'first' or 'part'
