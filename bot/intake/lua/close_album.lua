-- Closes an album to further parts. Returns whether it was refused, then the message id and the JSON of each part.
-- KEYS: album. ARGV: none.
if redis.call('EXISTS', KEYS[1]) == 0 then return {0} end -- the record is lost: a new one would have no TTL
redis.call('HSET', KEYS[1], 'closed', 'taken')
local found, album = {redis.call('HEXISTS', KEYS[1], 'refused')}, redis.call('HGETALL', KEYS[1])
for i = 1, #album, 2 do
    local message = string.match(album[i], '^part:(%d+)$')
    if message then
        table.insert(found, message)
        table.insert(found, album[i + 1])
    end
end
return found
