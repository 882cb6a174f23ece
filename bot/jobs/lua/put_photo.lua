-- Stores the photo of a job, unless the job has its result; our record of a job outlives that of RQ.
-- KEYS: job, photo. ARGV: photo, TTL.
if redis.call('HEXISTS', KEYS[1], 'published') == 1 then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
return 1
