-- Sorts the queue by turns, so that people take turns. The turn of a job is the one after the last turn of its person,
-- but not before the turn that is served now. A job that a worker has taken meanwhile gets no turn. A job that RQ
-- queued for a retry has none either: it stays in place, and counts as of the turn before it. Returns how many are ahead.
-- KEYS: queue, turns. ARGV: request id, person, TTL of the turns.
local waiting, notes = redis.call('LRANGE', KEYS[1], 0, -1), redis.call('HGETALL', KEYS[2])
local turns, people = {}, {}
for i = 1, #notes, 2 do
    local turn, person = string.match(notes[i + 1], '^(%d+) (.*)$')
    turns[notes[i]], people[notes[i]] = tonumber(turn), person
end
local served, own = nil, 0
for _, id in ipairs(waiting) do
    if id ~= ARGV[1] then
        local turn = turns[id]
        served = served or turn
        if turn and people[id] == ARGV[2] then own = math.max(own, turn) end
    end
end
local mine = math.max(own + 1, served or 1)
redis.call('DEL', KEYS[2])
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
local before, ahead, place, turn = nil, 0, 0, served or 0
for _, id in ipairs(waiting) do
    if id ~= ARGV[1] then
        place, turn = place + 1, turns[id] or turn
        if turn <= mine then before, ahead = id, place end
        if turns[id] then redis.call('HSET', KEYS[2], id, turn .. ' ' .. people[id]) end
    end
end
redis.call('HSET', KEYS[2], ARGV[1], mine .. ' ' .. ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
if before then redis.call('LINSERT', KEYS[1], 'AFTER', before, ARGV[1]) else redis.call('LPUSH', KEYS[1], ARGV[1]) end
return ahead
