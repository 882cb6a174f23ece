-- Deletes the parts of an album that is queued or needs no painting.
-- KEYS: album. ARGV: none.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end -- the record is lost: a new one would have no TTL
redis.call('HSET', KEYS[1], 'closed', 'queued')
for _, field in ipairs(redis.call('HKEYS', KEYS[1])) do
    if string.find(field, '^part:') then redis.call('HDEL', KEYS[1], field) end
end
return 0
