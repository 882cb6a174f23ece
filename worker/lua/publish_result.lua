-- Publishes a result with its painting, unless the job has a result already, and deletes the photo. One script, because
-- a worker may die at any moment and a job may run twice. The mark `published` comes after the entry: Redis does not
-- roll back a script that fails half-way, and without the mark the job can be tried again.
-- KEYS: job, results, painting, photo. ARGV: TTL of the job, field, result, painting, TTL of the painting.
local first = redis.call('HEXISTS', KEYS[1], 'published') == 0
if first then
    if ARGV[4] ~= '' then redis.call('SET', KEYS[3], ARGV[4], 'EX', ARGV[5]) end
    redis.call('XADD', KEYS[2], '*', ARGV[2], ARGV[3])
    redis.call('HSET', KEYS[1], 'published', '1')
    redis.call('EXPIRE', KEYS[1], ARGV[1])
end
redis.call('DEL', KEYS[4])
return first and 1 or 0
