-- A function for the scripts that follow it: it returns whether an update at `place` ('' for none) comes before its
-- person's watermark, in its chat or everywhere.
-- KEYS: those of the script that follows. ARGV: the same.
local function is_cancelled(person, chat, place, record, now)
    if place == '' then return false end
    for i, since in ipairs(redis.call('HMGET', person, 'unwanted:everywhere', 'unwanted:' .. chat)) do
        local ends, mark = string.match(since or '', '^(%d+) (%d+)$')
        if ends and tonumber(ends) > now and tonumber(place) < tonumber(mark) then
            -- After /forget, the paintings that an album has already are not sent either.
            if i == 1 and redis.call('EXISTS', record) == 1 then redis.call('HSET', record, 'unwanted', '1') end
            return true
        end
    end
    return false
end
