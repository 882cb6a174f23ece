-- Reserves the next call under a rate limit, by the generic cell rate algorithm: the key holds the time at which the
-- whole limit is free again, and each call moves it by its share. Returns the milliseconds to wait.
-- KEYS: rate limit. ARGV: calls per window, milliseconds of the window.
local at = redis.call('TIME')
local now = at[1] * 1000 + math.floor(at[2] / 1000)
local share = ARGV[2] / ARGV[1]
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + share
redis.call('SET', KEYS[1], string.format('%.3f', free), 'PX', math.ceil(free - now) + 1000)
return math.max(0, math.ceil(free - ARGV[2] - now))
