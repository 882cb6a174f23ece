-- Returns the names of a person's requests and arriving photos, each followed by its OpenRequest, or '' without one.
-- KEYS: person. ARGV: prefix of keys of requests, chat or '' for all.
local now, found, index = tonumber(redis.call('TIME')[1]), {}, redis.call('HGETALL', KEYS[1])
for i = 1, #index, 2 do
    local name = string.match(index[i], '^request:(.*)$')
    if name then
        local ends, chat = string.match(index[i + 1], '^(%d+) (.*)$')
        if tonumber(ends) > now and (ARGV[2] == '' or ARGV[2] == chat) then
            table.insert(found, name)
            table.insert(found, redis.call('HGET', ARGV[1] .. name, 'open') or '')
        end
    end
end
return found
