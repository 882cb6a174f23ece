-- Deletes the keys of one kind that the index of a person names; the index then expires with its last entry.
-- KEYS: person. ARGV: prefix of those keys. Returns how many there were.
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
