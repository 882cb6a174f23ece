-- Opens a request unless it, or its album, is cancelled; returns 'new', 'known' or 'unwanted'.
-- KEYS: request, album or again the request, open requests, person. ARGV: request id, OpenRequest, hidden id of the
-- person, chat, place of the update or '', time, TTL.
local now = tonumber(redis.call('TIME')[1])
if redis.call('HEXISTS', KEYS[2], 'unwanted') == 1 then return 'unwanted' end
if is_cancelled(KEYS[4], ARGV[4], ARGV[5], KEYS[2], now) then return 'unwanted' end
if redis.call('HSETNX', KEYS[1], 'open', ARGV[2]) == 0 then return 'known' end
redis.call('HSET', KEYS[1], 'person', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[7])
redis.call('ZADD', KEYS[3], ARGV[6], ARGV[1])
redis.call('HSET', KEYS[4], 'request:' .. ARGV[1], (now + ARGV[7]) .. ' ' .. ARGV[4])
if redis.call('TTL', KEYS[4]) < tonumber(ARGV[7]) then redis.call('EXPIRE', KEYS[4], ARGV[7]) end
return 'new'
