-- Takes or renews the leader lease, unless another process holds it; returns 1 when this process holds it now.
-- KEYS: leader lease. ARGV: name of this process, milliseconds of the lease.
local leader = redis.call('GET', KEYS[1])
if leader and leader ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
