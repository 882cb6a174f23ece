-- A place in the row: the time at which the limit has room again is kept, and each call moves it by its share (the
-- generic cell rate algorithm). Returns the milliseconds to wait.
-- KEYS: rate limit. ARGV: calls, milliseconds in which so many may be made.
local at = redis.call('TIME')
local now = at[1] * 1000 + math.floor(at[2] / 1000)
local share = ARGV[2] / ARGV[1]
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + share
redis.call('SET', KEYS[1], string.format('%.3f', free), 'PX', math.ceil(free - now) + 1000)
return math.max(0, math.ceil(free - ARGV[2] - now))
