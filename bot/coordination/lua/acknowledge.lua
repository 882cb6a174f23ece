-- Acknowledges entries of a stream and deletes them.
-- KEYS: stream. ARGV: group, entries…
local group = table.remove(ARGV, 1)
redis.call('XACK', KEYS[1], group, unpack(ARGV))
return redis.call('XDEL', KEYS[1], unpack(ARGV))
