-- Removes photos that are no longer arriving from the index of their person; open requests stay in it.
-- KEYS: person. ARGV: prefix of keys of requests, names…
for i = 2, #ARGV do
    if redis.call('HEXISTS', ARGV[1] .. ARGV[i], 'open') == 0 then redis.call('HDEL', KEYS[1], 'request:' .. ARGV[i]) end
end
return 0
