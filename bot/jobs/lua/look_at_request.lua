-- Returns whether a request or an album is cancelled, and its status message; also records photos as arriving.
-- KEYS: person, request or album. ARGV: place of the update or '', chat, TTL of arriving photos, number of names of
-- photos, those names, former names to remove…
local now = tonumber(redis.call('TIME')[1])
local known = redis.call('HMGET', KEYS[2], 'status', 'unwanted')
local is_unwanted = is_cancelled(KEYS[1], ARGV[2], ARGV[1], KEYS[2], now) or known[2]
local count = tonumber(ARGV[4])
for i = 5, 4 + count do
    local noted = string.match(redis.call('HGET', KEYS[1], 'request:' .. ARGV[i]) or '', '^%d+')
    if not noted or tonumber(noted) < now + ARGV[3] then -- the entry of a queued request ends later than this
        redis.call('HSET', KEYS[1], 'request:' .. ARGV[i], (now + ARGV[3]) .. ' ' .. ARGV[2])
    end
end
for i = 5 + count, #ARGV do redis.call('HDEL', KEYS[1], 'request:' .. ARGV[i]) end
if count > 0 and redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
return {is_unwanted and 1 or 0, known[1]}
