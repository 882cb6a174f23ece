-- Blocks all calls under a rate limit for a time; after it, calls are reserved one by one.
-- KEYS: rate limit. ARGV: milliseconds to block, milliseconds of the window.
local at = redis.call('TIME')
local now = at[1] * 1000 + math.floor(at[2] / 1000)
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now + ARGV[1] + ARGV[2])
redis.call('SET', KEYS[1], string.format('%.3f', free), 'PX', math.ceil(free - now) + 1000)
return 0
