-- Puts the photo of a job that has no result yet; the job is remembered for longer than RQ remembers its own.
-- KEYS: job, photo. ARGV: photo, TTL.
if redis.call('HEXISTS', KEYS[1], 'published') == 1 then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'EX', ARGV[2])
return 1
