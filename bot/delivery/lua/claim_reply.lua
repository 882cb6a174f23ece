-- Claims a reply for a process, unless it was sent or another process claims it; returns whether it was sent, and the
-- name of the process that holds the claim.
-- KEYS: request or album. ARGV: field of the claim, field of the outcome, process, TTL.
if redis.call('HEXISTS', KEYS[1], ARGV[2]) == 1 then return {1, ''} end
redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[3])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[4]) then redis.call('EXPIRE', KEYS[1], ARGV[4]) end
return {0, redis.call('HGET', KEYS[1], ARGV[1])}
