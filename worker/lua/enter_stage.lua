-- Notes what a worker does with a job, unless nobody waits for it any more; returns 1 when the job is to stop.
-- KEYS: job. ARGV: stage, TTL.
if redis.call('HEXISTS', KEYS[1], 'cancelled') == 1 then return 1 end
redis.call('HSET', KEYS[1], 'stage', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 0
