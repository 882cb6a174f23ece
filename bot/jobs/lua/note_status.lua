-- Stores the status message of a request or an album.
-- KEYS: request or album. ARGV: message id or '', TTL.
redis.call('HSET', KEYS[1], 'status', ARGV[1])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return 0
