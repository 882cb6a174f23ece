-- Sets a person's watermark: updates before this place are cancelled. A watermark never moves back.
-- KEYS: person. ARGV: scope, place, TTL.
local field = 'unwanted:' .. ARGV[1]
local before = string.match(redis.call('HGET', KEYS[1], field) or '', ' (%d+)$')
local place = ARGV[2]
if before and tonumber(before) > tonumber(place) then place = before end
redis.call('HSET', KEYS[1], field, (redis.call('TIME')[1] + ARGV[3]) .. ' ' .. place)
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[3]) then redis.call('EXPIRE', KEYS[1], ARGV[3]) end
return 0
