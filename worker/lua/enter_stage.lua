-- Records the stage of a job, unless the job is cancelled; returns 1 if the worker has to stop.
-- KEYS: job. ARGV: stage, TTL.
if redis.call('HEXISTS', KEYS[1], 'cancelled') == 1 then return 1 end
redis.call('HSET', KEYS[1], 'stage', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 0
