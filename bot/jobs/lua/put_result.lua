-- Stores the result of one photo of an album, or an empty result if the album is unwanted; returns how many results
-- there are. One script, so that only one of two processes gets the full number.
-- KEYS: album, painting of the photo if it has one. ARGV: place, result, empty result, TTL.
local result = ARGV[2]
if redis.call('HEXISTS', KEYS[1], 'unwanted') == 1 then
    result = ARGV[3]
    if KEYS[2] then redis.call('DEL', KEYS[2]) end
end
redis.call('HSET', KEYS[1], 'result:' .. ARGV[1], result)
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('EXPIRE', KEYS[1], ARGV[4]) end
local count = 0
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.find(field, '^result:') then count = count + 1 end
end
return count
