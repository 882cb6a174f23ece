-- Marks an album as unwanted, deletes its paintings and the messages that wait for buttons, and replaces its results by
-- empty ones, so that the count of results still works.
-- KEYS: album. ARGV: empty result, TTL, prefix of keys of paintings.
redis.call('HSET', KEYS[1], 'unwanted', '1')
redis.call('HDEL', KEYS[1], 'messages')
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
local album = redis.call('HGETALL', KEYS[1])
for i = 1, #album, 2 do
    if string.find(album[i], '^result:') then
        local result = cjson.decode(album[i + 1]).result
        if type(result) == 'table' then redis.call('DEL', ARGV[3] .. result.request_id) end
        redis.call('HSET', KEYS[1], album[i], ARGV[1])
    end
end
return 0
