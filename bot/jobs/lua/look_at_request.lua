-- Returns what is known of a request or an album (whether it is unwanted, its status message, how it was answered), and
-- notes photos as on their way.
-- KEYS: person, request or album. ARGV: place of the update or '', chat, TTL of photos on their way, how many names of
-- photos follow, those names, names under which they were noted before…
local now = tonumber(redis.call('TIME')[1])
local known = redis.call('HMGET', KEYS[2], 'status', 'sent', 'unwanted')
local is_unwanted = known[3] and 1 or 0
if ARGV[1] ~= '' then
    for i, since in ipairs(redis.call('HMGET', KEYS[1], 'unwanted:everywhere', 'unwanted:' .. ARGV[2])) do
        local ends, place = string.match(since or '', '^(%d+) (%d+)$')
        if ends and tonumber(ends) > now and tonumber(ARGV[1]) < tonumber(place) then
            is_unwanted = 1
            -- Of an album whose person is forgotten, what is painted already is not sent either.
            if i == 1 and redis.call('EXISTS', KEYS[2]) == 1 then redis.call('HSET', KEYS[2], 'unwanted', '1') end
        end
    end
end
local count = tonumber(ARGV[4])
for i = 5, 4 + count do
    local noted = string.match(redis.call('HGET', KEYS[1], 'request:' .. ARGV[i]) or '', '^%d+')
    if not noted or tonumber(noted) < now + ARGV[3] then -- one that was queued before is known for longer
        redis.call('HSET', KEYS[1], 'request:' .. ARGV[i], (now + ARGV[3]) .. ' ' .. ARGV[2])
    end
end
for i = 5 + count, #ARGV do redis.call('HDEL', KEYS[1], 'request:' .. ARGV[i]) end
if count > 0 and redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
return {is_unwanted, known[1], known[2]}
