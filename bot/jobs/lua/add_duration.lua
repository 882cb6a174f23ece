-- Notes how long a painting took, and forgets the oldest beyond so many.
-- KEYS: durations. ARGV: seconds, most.
redis.call('LPUSH', KEYS[1], ARGV[1])
return redis.call('LTRIM', KEYS[1], 0, ARGV[2] - 1)
