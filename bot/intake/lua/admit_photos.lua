-- Admits photos of a person and records them as arriving, or refuses them. Returns the limit that refuses them
-- ('queue', 'person', 'fast', or '' for none), and how many other photos the person has under way.
-- KEYS: person, queue, photos in this minute. ARGV: chat, TTL of arriving photos, most jobs that wait, most photos of
-- one person, most photos in a minute, TTL of the count of the minute, request ids…
local now, own, given, noted, index = tonumber(redis.call('TIME')[1]), 0, {}, {}, redis.call('HGETALL', KEYS[1])
local count = #ARGV - 6
for i = 7, #ARGV do given['request:' .. ARGV[i]] = true end
for i = 1, #index, 2 do
    local ends = tonumber(string.match(index[i + 1], '^%d+'))
    noted[index[i]] = ends
    if ends <= now then
        redis.call('HDEL', KEYS[1], index[i])
    elseif string.find(index[i], '^request:') and not string.find(index[i], '^request:message:') then
        if not given[index[i]] then own = own + 1 end
    end
end
if redis.call('LLEN', KEYS[2]) + count > tonumber(ARGV[3]) then return {'queue', own} end
local most = tonumber(ARGV[4])
if own == 0 then most = math.max(most, count) end -- a single album is always admitted
if own + count > most then return {'person', own} end
local taken = redis.call('INCRBY', KEYS[3], count)
redis.call('EXPIRE', KEYS[3], ARGV[6])
if taken > math.max(tonumber(ARGV[5]), count) then return {'fast', own} end
for i = 7, #ARGV do
    local field = 'request:' .. ARGV[i]
    if (noted[field] or 0) < now + ARGV[2] then -- the entry of a queued request ends later than this
        redis.call('HSET', KEYS[1], field, (now + ARGV[2]) .. ' ' .. ARGV[1])
    end
end
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return {'', own}
