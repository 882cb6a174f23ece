-- Returns whether the reply to a request was sent, and whether its job was cancelled.
-- KEYS: request, job. ARGV: none.
return {redis.call('HEXISTS', KEYS[1], 'sent'), redis.call('HEXISTS', KEYS[2], 'cancelled')}
