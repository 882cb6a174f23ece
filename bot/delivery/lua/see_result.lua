-- Returns whether a request was answered, and whether nobody waits for it any more.
-- KEYS: request, job. ARGV: none.
return {redis.call('HEXISTS', KEYS[1], 'sent'), redis.call('HEXISTS', KEYS[2], 'cancelled')}
