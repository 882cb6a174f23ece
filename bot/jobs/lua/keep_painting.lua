-- Stores a value about a painting and names its key in the index of its person, unless the job or the album of the
-- painting is cancelled; returns whether it is stored.
-- KEYS: value, person, job and album… ARGV: text, TTL.
for i = 3, #KEYS do
    if redis.call('HEXISTS', KEYS[i], 'cancelled') == 1 or redis.call('HEXISTS', KEYS[i], 'unwanted') == 1 then return 0 end
end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
redis.call('HSET', KEYS[2], KEYS[1], redis.call('TIME')[1] + ARGV[2])
if redis.call('TTL', KEYS[2]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[2], ARGV[2]) end
return 1
