-- Forgets photos that are no longer on their way; those that were queued stay known as requests.
-- KEYS: person. ARGV: how names of requests begin, names…
for i = 2, #ARGV do
    if redis.call('HEXISTS', ARGV[1] .. ARGV[i], 'open') == 0 then redis.call('HDEL', KEYS[1], 'request:' .. ARGV[i]) end
end
return 0
