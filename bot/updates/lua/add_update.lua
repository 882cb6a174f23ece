-- Adds an update to the stream unless it was added before, trims old updates, and records that a message of an album
-- has arrived. Returns 1 if the update was added.
-- KEYS: updates, mark of this update, its album if it has one. ARGV: TTL, field, update, message id in the album or ''.
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[1]) then return 0 end
local oldest = (redis.call('TIME')[1] - ARGV[1]) * 1000
redis.call('XADD', KEYS[1], 'MINID', oldest, '*', ARGV[2], ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[1])
if ARGV[4] ~= '' then
    redis.call('HSET', KEYS[3], 'arrived:' .. ARGV[4], 1)
    if redis.call('TTL', KEYS[3]) < tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[3], ARGV[1]) end
end
return 1
