-- Ends what RQ has forgotten, because no worker came for so long, with a result.
-- KEYS: job, published, results. ARGV: field, result, TTL.
if redis.call('EXISTS', KEYS[1], KEYS[2]) > 0 then return 0 end
redis.call('XADD', KEYS[3], '*', ARGV[1], ARGV[2])
redis.call('SET', KEYS[2], '1', 'EX', ARGV[3])
return 1
