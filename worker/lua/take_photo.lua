-- Returns the photo of a job, nothing if it has expired, or 0 if the job has its result.
-- KEYS: job, photo. ARGV: none.
if redis.call('HEXISTS', KEYS[1], 'published') == 1 then return 0 end
return redis.call('GET', KEYS[2])
