-- Deletes the results of an album that has its reply, with their paintings.
-- KEYS: album. ARGV: prefix of keys of paintings.
local album = redis.call('HGETALL', KEYS[1])
for i = 1, #album, 2 do
    if string.find(album[i], '^result:') then
        local result = cjson.decode(album[i + 1]).result
        if type(result) == 'table' then redis.call('DEL', ARGV[1] .. result.request_id) end
        redis.call('HDEL', KEYS[1], album[i])
    end
end
return 0
