-- Ends what waits with a result, and tells a worker that has it already. One step: what was taken out of the queue
-- and not answered would wait for ever.
-- KEYS: queue, scheduled jobs, turns, RQ's job, photo, job, results. ARGV: request, TTL, field, result.
local waited = redis.call('LREM', KEYS[1], 1, ARGV[1]) + redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
if waited == 0 then
    redis.call('HSET', KEYS[6], 'cancelled', '1')
    redis.call('EXPIRE', KEYS[6], ARGV[2])
    return 0
end
redis.call('DEL', KEYS[4], KEYS[5])
redis.call('HSET', KEYS[6], 'published', '1')
redis.call('EXPIRE', KEYS[6], ARGV[2])
redis.call('XADD', KEYS[7], '*', ARGV[3], ARGV[4])
return 1
