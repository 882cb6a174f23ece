-- Cancels a job: removes it from the queue and publishes a result, or, if a worker has it, marks it as cancelled, which
-- the worker sees at its next stage. One script: a job that left the queue without a result would never get a reply.
-- KEYS: queue, scheduled jobs, turns, RQ's job, photo, job, results. ARGV: request id, TTL of the job, field, result.
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
