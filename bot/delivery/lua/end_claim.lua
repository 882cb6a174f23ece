-- Records the outcome of a reply, and the messages of an album until its buttons are sent; ends the claim.
-- KEYS: request or album. ARGV: field of the claim, field of the outcome, outcome, messages or '', TTL.
redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
if ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'messages', ARGV[4]) end
redis.call('HDEL', KEYS[1], ARGV[1])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[5]) then redis.call('EXPIRE', KEYS[1], ARGV[5]) end
return 0
