-- Returns all open requests, the oldest first; removes the ids of those that have expired.
-- KEYS: open requests. ARGV: prefix of keys of requests.
local found = {}
for _, id in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local open = redis.call('HGET', ARGV[1] .. id, 'open')
    if open then table.insert(found, open) else redis.call('ZREM', KEYS[1], id) end
end
return found
