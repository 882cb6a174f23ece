-- Forgets the results of an album that was answered, with their paintings.
-- KEYS: album. ARGV: how keys of paintings begin.
local album = redis.call('HGETALL', KEYS[1])
for i = 1, #album, 2 do
    if string.find(album[i], '^result:') then
        local result = cjson.decode(album[i + 1]).result
        if type(result) == 'table' then redis.call('DEL', ARGV[1] .. result.request_id) end
        redis.call('HDEL', KEYS[1], album[i])
    end
end
return 0
