-- Counts a painting; stores how long it took, if that was measured; deletes all but the newest durations.
-- KEYS: count of paintings, durations. ARGV: emotion, seconds, number of durations that are kept.
redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
if tonumber(ARGV[2]) > 0 then
    redis.call('LPUSH', KEYS[2], ARGV[2])
    redis.call('LTRIM', KEYS[2], 0, ARGV[3] - 1)
end
return 0
