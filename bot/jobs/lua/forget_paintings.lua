-- Forgets what is kept of a person under keys of one kind; the index ends with the last of what is left in it.
-- KEYS: person. ARGV: how those keys begin. Returns how many there were.
local index, count = redis.call('HKEYS', KEYS[1]), 0
for _, field in ipairs(index) do
    if string.sub(field, 1, #ARGV[1]) == ARGV[1] then
        count = count + redis.call('DEL', field)
        redis.call('HDEL', KEYS[1], field)
    end
end
local last = 0
for _, value in ipairs(redis.call('HVALS', KEYS[1])) do
    last = math.max(last, tonumber(string.match(value, '^%d+')))
end
if last > 0 then redis.call('EXPIREAT', KEYS[1], last) end
return count
