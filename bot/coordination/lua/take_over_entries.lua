-- Claims the pending entries of a dead process, or removes it from the group when it has none. One script, so that two
-- processes never claim the same entry. Returns id, fields and number of earlier deliveries of each claimed entry.
-- KEYS: stream, heartbeat of the other process. ARGV: group, name of the other process, name of this process, most
-- entries, 1 if a missing heartbeat proves the death.
local sign = redis.call('GET', KEYS[2])
if sign ~= 'gone' and (sign or ARGV[5] == '0') then return {} end
local pending = redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', ARGV[4], ARGV[2])
if #pending == 0 then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
    return {}
end
local taken = {}
for _, each in ipairs(pending) do
    local claimed = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[3], 0, each[1])
    if claimed[1] then table.insert(taken, {each[1], claimed[1][2], each[4]}) end
end
return taken
