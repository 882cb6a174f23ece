-- Records that an incoming album is refused.
-- KEYS: album. ARGV: TTL.
redis.call('HSET', KEYS[1], 'refused', '1')
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return 0
