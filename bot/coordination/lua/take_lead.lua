-- Takes or renews the lead, unless another process has it; returns 1 when it is ours.
-- KEYS: leader. ARGV: our name, milliseconds of the lease.
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
