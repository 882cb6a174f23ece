-- Counts a painting, notes how long it took if that was measured, and forgets the oldest durations beyond so many.
-- KEYS: count of paintings, durations. ARGV: emotion, seconds, most.
redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
if tonumber(ARGV[2]) > 0 then
    redis.call('LPUSH', KEYS[2], ARGV[2])
    redis.call('LTRIM', KEYS[2], 0, ARGV[3] - 1)
end
return 0
