-- Adds a result to the stream with its painting, unless its request has one already, and deletes the photo.
-- One step, because a worker may die at any moment and a job may run twice. The marker comes after the entry: a
-- script that fails half-way is not rolled back, and must leave a request that can be tried again.
-- KEYS: published, results, painting, photo. ARGV: TTL of the marker, field, result, painting, TTL of the painting.
local first = redis.call('EXISTS', KEYS[1]) == 0
if first then
    if ARGV[4] ~= '' then redis.call('SET', KEYS[3], ARGV[4], 'EX', ARGV[5]) end
    redis.call('XADD', KEYS[2], '*', ARGV[2], ARGV[3])
    redis.call('SET', KEYS[1], '1', 'EX', ARGV[1])
end
redis.call('DEL', KEYS[4])
return first and 1 or 0
