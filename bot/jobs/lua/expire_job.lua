-- Publishes a result for a job that RQ has deleted because no worker took it in time, unless it has a result.
-- KEYS: RQ's job, job, results. ARGV: field, result, TTL of the job.
if redis.call('EXISTS', KEYS[1]) == 1 or redis.call('HEXISTS', KEYS[2], 'published') == 1 then return 0 end
redis.call('XADD', KEYS[3], '*', ARGV[1], ARGV[2])
redis.call('HSET', KEYS[2], 'published', '1')
redis.call('EXPIRE', KEYS[2], ARGV[3])
return 1
